import type { DeviceList } from '../../../../shared/domain/differences.ts'
import type {
  CdromConfig,
  GuestConfig,
  NicConfig,
  SerialConfig,
} from '../../../../shared/domain/guest-config.ts'
import { deviceLists } from '../../../../shared/domain/guest-config.ts'
import type { UsbDeviceConfig } from '../../../../shared/domain/config/devices.ts'
import type { HostUsbDevice } from '../../../../shared/domain/usb.ts'

/** As the schema has it. */
export const DEVICES_MAX: Readonly<Record<DeviceList, number>> = {
  ...{ disks: 16, cdroms: 4, nics: 8, serials: 4, usbDevices: 8, shares: 8 },
}

/** The engine's own first names of ids. */
const PREFIX: Readonly<Record<DeviceList, string>> = {
  ...{ disks: 'disk', cdroms: 'cdrom', nics: 'net', serials: 'serial' },
  ...{ usbDevices: 'usb', shares: 'share' },
}

/**
 * An id that none of the descriptions has. A device that goes leaves its id alone until the guest
 * starts again, so `configs` holds what runs as well.
 */
export function freeId(list: DeviceList, configs: readonly GuestConfig[]): string {
  const taken = new Set(
    configs.flatMap((config) => deviceLists.flatMap((key) => config[key].map(({ id }) => id))),
  )
  let number = 0
  while (taken.has(`${PREFIX[list]}${number}`)) number += 1
  return `${PREFIX[list]}${number}`
}

/** A MAC address under QEMU's own prefix 52:54:00 (locally administered). */
export function randomMac(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(3))
  return ['52', '54', '00', ...[...bytes].map((byte) => byte.toString(16).padStart(2, '0'))].join(
    ':',
  )
}

/** On a bus of the machine that takes one: SATA comes with q35, IDE with i440fx. */
export function newCdrom(id: string, config: GuestConfig, running: boolean): CdromConfig {
  // SCSI is the one bus on which a drive comes while the machine runs.
  const scsi = running && [...config.disks, ...config.cdroms].some(({ bus }) => bus === 'scsi')
  const own = config.machine === 'i440fx' ? 'ide' : 'sata'
  const full = own === 'ide' ? 4 : 6
  const taken = [...config.disks, ...config.cdroms].filter(({ bus }) => bus === own).length
  return { id, path: null, bus: scsi ? 'scsi' : taken < full ? own : 'usb' }
}

/** Like the first card, which the system in the machine has a driver for. */
export const newNic = (id: string, { nics, os }: GuestConfig): NicConfig => ({
  ...{ id, mac: randomMac(), connected: true },
  model: nics[0]?.model ?? (os === 'linux' ? 'virtio' : 'e1000e'),
  network: { kind: 'user', hostAccess: false, forwards: [] },
})

export const newSerial = (id: string): SerialConfig => ({ id })

/** Devices of one kind that are plugged in twice are told apart by where they are. */
export function newUsbDevice(
  id: string,
  device: HostUsbDevice,
  all: readonly HostUsbDevice[],
): UsbDeviceConfig {
  const { vendor, product, bus, port } = device
  const twins = all.filter((other) => other.vendor === vendor && other.product === product)
  return {
    id,
    match: twins.length > 1 ? { kind: 'port', bus, port } : { kind: 'product', vendor, product },
  }
}

/** Whether a device of this computer is what a machine is lent. */
export function fits({ match }: UsbDeviceConfig, device: HostUsbDevice): boolean {
  return match.kind === 'product'
    ? match.vendor === device.vendor && match.product === device.product
    : match.bus === device.bus && match.port === device.port
}

/** The lowest address that has no other meaning (vsock(7)). */
export const FIRST_CID = 3
