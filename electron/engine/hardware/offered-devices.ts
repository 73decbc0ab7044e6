import type { HardwareOffer } from '../../../shared/domain/hardware-offer.ts'

/** Types of QEMU's that are all needed; one of `some` will do for the rest. */
interface Needs {
  readonly all: readonly string[]
  readonly some?: readonly string[]
}

/** HDA's controller, of q35's chipset and of the older one. */
const hda = ['ich9-intel-hda', 'intel-hda']

/** What the command line makes of each word (command-line/video.ts, audio.ts, disks.ts, network.ts). */
const needs = {
  videos: {
    virtio: { all: ['virtio-vga'] },
    'virtio-gl': { all: ['virtio-vga-gl'] },
    vga: { all: ['VGA'] },
    qxl: { all: ['qxl-vga'] },
  },
  soundDevices: {
    'hda-duplex': { all: ['hda-duplex', 'hda-output'], some: hda },
    'hda-output': { all: ['hda-output'], some: hda },
    'hda-micro': { all: ['hda-micro'], some: hda },
    ac97: { all: ['AC97'] },
    virtio: { all: ['virtio-sound-pci'] },
  },
  diskBuses: {
    virtio: { all: ['virtio-blk-pci'] },
    scsi: { all: ['virtio-scsi-pci', 'scsi-hd'] },
    nvme: { all: ['nvme'] },
    sata: { all: ['ide-hd', 'ich9-ahci'] },
    ide: { all: ['ide-hd'] },
    usb: { all: ['usb-storage', 'qemu-xhci'] },
    sd: { all: ['sdhci-pci', 'sd-card'] },
  },
  nicModels: {
    virtio: { all: ['virtio-net-pci'] },
    e1000e: { all: ['e1000e'] },
    rtl8139: { all: ['rtl8139'] },
  },
} as const satisfies Record<string, Readonly<Record<string, Needs>>>

type DeviceOffer = Pick<HardwareOffer, keyof typeof needs>

/**
 * The words of a guest's description that this QEMU has devices for. `auto` is always among the
 * videos; OpenGL needs a render node of the host as well. Pure.
 */
export function offeredDevices(
  deviceTypes: readonly string[],
  host: { readonly renderNode: boolean },
): DeviceOffer {
  const types = new Set(deviceTypes)
  const has = ({ all, some }: Needs): boolean =>
    all.every((type) => types.has(type)) && (some?.some((type) => types.has(type)) ?? true)
  const offered = (words: Readonly<Record<string, Needs>>): string[] =>
    Object.entries(words).flatMap(([word, needed]) => (has(needed) ? [word] : []))
  const videos = offered(needs.videos).filter((word) => word !== 'virtio-gl' || host.renderNode)
  return {
    videos: ['auto', ...videos],
    soundDevices: offered(needs.soundDevices),
    diskBuses: offered(needs.diskBuses),
    nicModels: offered(needs.nicModels),
  }
}
