import type { GuestConfig } from '../../../shared/domain/guest-config.ts'
import type { Pluggable } from './step.ts'

/** The devices of a guest of the kinds that can come and go. */
export const pluggables = (config: GuestConfig): Pluggable[] => [
  ...config.disks.map((disk): Pluggable => ({ list: 'disks', config: disk })),
  ...config.cdroms.map((cdrom): Pluggable => ({ list: 'cdroms', config: cdrom })),
  ...config.nics.map((nic): Pluggable => ({ list: 'nics', config: nic })),
  ...config.usbDevices.map((device): Pluggable => ({ list: 'usbDevices', config: device })),
]

/** Whether it takes a PCI slot of its own. */
export const isPci = (device: Pluggable): boolean =>
  device.list === 'nics' ||
  (device.list === 'disks' && (device.config.bus === 'virtio' || device.config.bus === 'nvme'))

/** The controller that must be there for it, by its id; null where it has a PCI slot. */
export function controllerOf(device: Pluggable): string | null {
  if (device.list === 'nics') return null
  if (device.list === 'usbDevices') return 'usb'
  const { bus } = device.config
  return bus === 'virtio' || bus === 'nvme' ? null : bus
}

/**
 * AHCI, IDE and SD of QEMU know no hot-plug (qbus_is_hotpluggable). A CD-ROM drive on USB is made of
 * two devices, which QEMU does not put into a running guest as one.
 */
export function comesAndGoes(device: Pluggable): boolean {
  const controller = controllerOf(device)
  if (device.list === 'cdroms') return controller === 'scsi'
  return controller === null || controller === 'scsi' || controller === 'usb'
}
