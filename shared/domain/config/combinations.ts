import type { Refusals } from './refusals.ts'

interface Drive {
  readonly bus: string
}

/** The part of a guest that its devices must fit. */
interface Machine {
  readonly machine: 'q35' | 'i440fx'
  readonly firmware: { readonly kind: string; readonly secureBoot?: boolean | undefined }
  readonly cpus: number
  readonly disks: readonly Drive[]
  readonly cdroms: readonly Drive[]
  readonly nics: readonly unknown[]
  readonly shares: readonly unknown[]
  readonly usbDevices: readonly unknown[]
  readonly display: string
  readonly memoryMiB: number
  readonly limits?: { readonly memoryMiB?: number | undefined } | undefined
}

/** q35's SATA controller, which i440fx is given a copy of. */
const SATA_PORTS = 6
/** Two channels of two drives, in i440fx's PIIX3. */
const IDE_PORTS = 4
/** The most that a USB 3 controller of QEMU has. */
const USB_PORTS = 15
/** Slots of i440fx's one PCI bus that are left when each fixed device has its own. */
const PCI_SLOTS = 19
/** i440fx numbers its processors in eight bits. */
const I440FX_CPUS = 255

const drivesOn = ({ disks, cdroms }: Machine, bus: string): number =>
  [...disks, ...cdroms].filter((drive) => drive.bus === bus).length

const PCI_DISKS: ReadonlySet<string> = new Set(['virtio', 'nvme', 'sd'])

const pciDevices = ({ disks, nics, shares }: Machine): number =>
  disks.filter(({ bus }) => PCI_DISKS.has(bus)).length + nics.length + shares.length

const usbDevices = (guest: Machine): number =>
  drivesOn(guest, 'usb') + guest.usbDevices.length + (guest.display === 'none' ? 0 : 1)

/** Combinations of devices that no machine can have. */
export const impossibleCombinations = {
  // Only q35 has the system management mode that protects UEFI's variables.
  'secure-boot-needs-q35': ({ machine, firmware }) =>
    machine === 'i440fx' && firmware.kind === 'uefi' && firmware.secureBoot === true,
  'ide-needs-i440fx': (guest) => guest.machine === 'q35' && drivesOn(guest, 'ide') > 0,
  'sata-ports-full': (guest) => drivesOn(guest, 'sata') > SATA_PORTS,
  'ide-ports-full': (guest) => drivesOn(guest, 'ide') > IDE_PORTS,
  'usb-ports-full': (guest) => usbDevices(guest) > USB_PORTS,
  'pci-slots-full': (guest) => guest.machine === 'i440fx' && pciDevices(guest) > PCI_SLOTS,
  // The kernel ends a QEMU that passes its limit, and the guest with it.
  'limit-below-memory': ({ memoryMiB, limits }) => (limits?.memoryMiB ?? Infinity) < memoryMiB,
  'cpus-need-q35': ({ machine, cpus }) => machine === 'i440fx' && cpus > I440FX_CPUS,
} as const satisfies Refusals<Machine>
