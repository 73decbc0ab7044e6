import type { NicConfig, PortForward } from '../../../shared/domain/guest-config.ts'
import type { NicBackend } from '../preparation/resources.ts'
import { deviceParts, type DeviceParts } from './device-parts.ts'
import type { QemuObject } from './qemu-object.ts'
import type { Place } from './placement.ts'

const drivers = { virtio: 'virtio-net-pci', e1000e: 'e1000e', rtl8139: 'rtl8139' } as const

/**
 * A NIC and what it is connected to. That its cable is unplugged (`connected: false`) no argument
 * says: set_link does, over QMP, before the guest's first instruction.
 */
export function nicParts(nic: NicConfig, backend: NicBackend, place: Place): DeviceParts {
  const netdev = netdevOf(nic, backend)
  const device = {
    driver: drivers[nic.model],
    id: nic.id,
    ...place,
    ...(netdev === null ? {} : { netdev: `${nic.id}-net` }),
    mac: nic.mac,
  }
  return deviceParts({ netdevs: netdev === null ? [] : [netdev], devices: [device] })
}

/** What a NIC is connected to; null where that is nothing, of which QEMU warns ("has no peer"). */
function netdevOf(nic: NicConfig, backend: NicBackend): QemuObject | null {
  const id = `${nic.id}-net`
  switch (backend.kind) {
    case 'slirp': {
      const forwards = nic.network.kind === 'user' ? nic.network.forwards : []
      const hostfwd = forwards.filter(slirpCanForward).map(hostForward)
      return {
        ...{ type: 'user', id, restrict: backend.restrict },
        ...(hostfwd.length === 0 ? {} : { hostfwd: hostfwd.map((str) => ({ str })) }),
      }
    }
    case 'stream':
      return {
        ...{ type: 'stream', id, addr: { type: 'unix', path: backend.path } },
        // The switch of a private network calls the guest, not the other way round.
        server: backend.via === 'switch',
      }
    case 'bridge':
      return { type: 'bridge', id, br: backend.bridge, helper: backend.helper }
    case 'tap':
      return { type: 'tap', id, ifname: backend.device, script: 'no', downscript: 'no' }
    case 'none':
      return null
  }
}

/** libslirp listens on IPv4 addresses only ("Bad host address" of an IPv6 one kills QEMU). */
export const slirpCanForward = ({ address }: PortForward): boolean => !address.includes(':')

/** A forward in the words of `hostfwd`, and of hostfwd_add, which it can be added with later. */
const hostForward = ({ protocol, address, hostPort, guestPort }: PortForward): string =>
  `${protocol}:${address}:${hostPort}-:${guestPort}`
