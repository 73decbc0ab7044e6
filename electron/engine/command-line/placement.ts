import type { GuestConfig } from '../../../shared/domain/guest-config.ts'
import type { QemuObject } from './qemu-object.ts'

/** Where a PCI device is plugged in: properties of its -device. */
export interface Place {
  readonly bus: string
  readonly addr?: string
}

/** Root ports that are empty when a q35 guest starts: so many devices can be added while it runs. */
const SPARE_PORTS = 4
/** Functions of one PCI slot. Eight root ports share a slot, as they do in hardware. */
const FUNCTIONS = 8

/** The devices that a guest has at most one of. */
export type FixedDevice =
  | 'video0'
  | 'sound'
  | 'usb'
  | 'virtio-serial'
  | 'scsi'
  | 'sata'
  | 'rng'
  | 'balloon'
  | 'watchdog'
  | 'panic'
  | 'vsock'

/**
 * Slots are given and not left to QEMU, so that a device stays where the guest knows it when another
 * one comes or goes. Slot 0 is the host bridge; q35 has more of its own in 0x1f, i440fx in 1.
 */
const fixedSlots: Readonly<Record<GuestConfig['machine'], Readonly<Record<FixedDevice, number>>>> =
  {
    q35: {
      ...{ video0: 0x01, usb: 0x10, 'virtio-serial': 0x11, scsi: 0x12, rng: 0x13, balloon: 0x14 },
      ...{ watchdog: 0x15, panic: 0x16, vsock: 0x17, sata: 0x18, sound: 0x1b },
    },
    i440fx: {
      ...{ video0: 0x02, usb: 0x03, 'virtio-serial': 0x04, scsi: 0x05, rng: 0x06, balloon: 0x07 },
      ...{ watchdog: 0x08, panic: 0x09, vsock: 0x0a, sata: 0x0b, sound: 0x0c },
    },
  }
/** The first slot of q35's root ports. Five slots hold all that a configuration can name. */
const FIRST_PORT_SLOT = 0x02
/** From here to slot 0x1f: as many as `pci-slots-full` (shared/domain/config) lets through. */
const FIRST_PLUGGABLE_SLOT = 0x0d

const hex = (number: number): string => `0x${number.toString(16)}`

export const fixedPlace = (machine: GuestConfig['machine'], device: FixedDevice): Place => ({
  bus: machine === 'q35' ? 'pcie.0' : 'pci.0',
  addr: hex(fixedSlots[machine][device]),
})

const isPciDisk = ({ bus }: { bus: string }): boolean =>
  bus === 'virtio' || bus === 'nvme' || bus === 'sd'

/**
 * Ids of the devices that are plugged into PCI and can be unplugged. NICs come first: what Linux
 * calls an interface follows from its place, which then does not change with the disks.
 */
function pluggable({ nics, disks, shares }: GuestConfig): string[] {
  return [...nics, ...disks.filter(isPciDisk), ...shares].map(({ id }) => id)
}

/**
 * On q35 each device that can be unplugged has a root port of its own, since PCI Express hot-plugs
 * into ports only; spare ports stay empty. Ids are port-0, port-1, and so on.
 */
export function rootPorts(
  config: GuestConfig,
  count: number = pluggable(config).length + SPARE_PORTS,
): QemuObject[] {
  if (config.machine !== 'q35') return []
  return Array.from({ length: count }, (_, index) => {
    const slot = FIRST_PORT_SLOT + Math.floor(index / FUNCTIONS)
    const fn = index % FUNCTIONS
    return {
      driver: 'pcie-root-port',
      id: `port-${index}`,
      bus: 'pcie.0',
      addr: `${hex(slot)}.${hex(fn)}`,
      ...(fn === 0 ? { multifunction: true } : {}),
      // Both are what a guest tells ports apart by (slot capabilities register).
      port: index,
      chassis: index + 1,
    }
  })
}

/** Where each device that can be unplugged is when the guest starts, by its id. */
export function pluggedPlaces(config: GuestConfig): (id: string) => Place {
  const places = new Map(
    pluggable(config).map((id, index): [string, Place] => [
      id,
      config.machine === 'q35'
        ? { bus: `port-${index}` }
        : { bus: 'pci.0', addr: hex(FIRST_PLUGGABLE_SLOT + index) },
    ]),
  )
  return (id) => {
    const place = places.get(id)
    if (place === undefined) throw new Error(`${id} is not a PCI device of this guest`)
    return place
  }
}
