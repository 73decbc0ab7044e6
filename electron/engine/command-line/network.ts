import type { NicConfig } from '../../../shared/domain/guest-config.ts'

/** User-mode networking (libslirp): outgoing connections, no privilege, nothing listens. */
export function nicArguments(nic: NicConfig): string[] {
  const netdev = { type: nic.backend, id: `${nic.id}-net` }
  const device = { driver: 'virtio-net-pci', id: nic.id, netdev: `${nic.id}-net`, mac: nic.mac }
  return ['-netdev', JSON.stringify(netdev), '-device', JSON.stringify(device)]
}
