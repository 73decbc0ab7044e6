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
  const netdevs = netdevsOf(nic, backend)
  const device = {
    driver: drivers[nic.model],
    id: nic.id,
    ...place,
    ...(netdevs.length === 0 ? {} : { netdev: `${nic.id}-net` }),
    mac: nic.mac,
  }
  return deviceParts({ netdevs, devices: [device] })
}

/**
 * passt stands behind a hub, because what a NIC is connected to cannot be exchanged, and what a hub
 * is connected to can: so passt is replaced by one with other forwards while the guest runs.
 */
function netdevsOf(nic: NicConfig, backend: NicBackend): QemuObject[] {
  const id = `${nic.id}-net`
  if (backend.kind === 'stream' && backend.via === 'passt') {
    const { line, port } = uplinkIds(nic.id, 'a')
    const netdev = netdevOf(nic, backend, line)
    return netdev === null
      ? []
      : [netdev, hubPort(nic.id, port, line), { type: 'hubport', id, hubid: hubId(nic.id) }]
  }
  const netdev = netdevOf(nic, backend, id)
  return netdev === null ? [] : [netdev]
}

/** Of two uplinks of a hub one is there; the other is its successor while they are exchanged. */
export const uplinkNames = ['a', 'b'] as const
export type UplinkName = (typeof uplinkNames)[number]

/**
 * Ids of an uplink of a NIC's hub: the line itself, and the hub's port that it is plugged into. No
 * device's id holds a dot.
 */
export const uplinkIds = (nic: string, name: UplinkName) => ({
  line: `${nic}-net.${name}`,
  port: `${nic}-net.${name}-port`,
})

/** An uplink of a NIC's hub, in the order in which QEMU needs it. */
export function uplinkNetdevs(nic: NicConfig, backend: NicBackend, name: UplinkName): QemuObject[] {
  const { line, port } = uplinkIds(nic.id, name)
  const netdev = netdevOf(nic, backend, line)
  return netdev === null ? [] : [netdev, hubPort(nic.id, port, line)]
}

const hubPort = (nic: string, id: string, netdev: string): QemuObject => ({
  ...{ type: 'hubport', id, hubid: hubId(nic), netdev },
})

/** QEMU numbers hubs (int32). A hash of the NIC's id (FNV-1a): each NIC has a hub of its own. */
function hubId(nic: string): number {
  let hash = 0x811c9dc5
  for (const byte of Buffer.from(nic)) hash = Math.imul(hash ^ byte, 0x01000193)
  return hash & 0x7fffffff
}

/** What a NIC is connected to; null where that is nothing, of which QEMU warns ("has no peer"). */
function netdevOf(nic: NicConfig, backend: NicBackend, id: string): QemuObject | null {
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
