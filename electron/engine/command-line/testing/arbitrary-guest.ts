import fc from 'fast-check'
import { diskSchema } from '../../../../shared/domain/config/storage.ts'
import { guestConfigSchema } from '../../../../shared/domain/guest-config.ts'
import type { NicBackend, RunResources, ShareBackend } from '../../preparation/resources.ts'
import { type ConfigInput, disk, guest, nic, resources, type Sample } from './sample.ts'

const BUSES = ['virtio', 'scsi', 'nvme', 'sata', 'ide', 'sd', 'usb'] as const
const CACHES = ['writeback', 'none', 'writethrough', 'directsync', 'unsafe'] as const

const anyDiskShape = fc.record({
  bus: fc.constantFrom(...BUSES),
  format: fc.constantFrom('qcow2', 'raw', 'vmdk', 'vdi', 'vhdx'),
  readOnly: fc.boolean(),
  cache: fc.constantFrom(...CACHES),
  aio: fc.constantFrom('auto', 'io_uring', 'native', 'threads'),
  discard: fc.boolean(),
  iothread: fc.boolean(),
  layers: fc.nat({ max: 2 }),
})
type DiskShape = typeof anyDiskShape extends fc.Arbitrary<infer T> ? T : never
/** Of a disk's properties most go together. What does not is the schema's business. */
const diskShape = anyDiskShape.filter(
  (shape) => diskSchema.safeParse(diskOf('/', 0, shape)).success,
)

const settings = fc.record({
  machine: fc.constantFrom('q35', 'i440fx'),
  os: fc.constantFrom('linux', 'windows', 'other'),
  cpus: fc.integer({ min: 1, max: 8 }),
  display: fc.constantFrom('none', 'vnc'),
  video: fc.constantFrom('auto', 'virtio', 'vga'),
  balloon: fc.boolean(),
  rng: fc.boolean(),
  agent: fc.boolean(),
  pvpanic: fc.boolean(),
  pcSpeaker: fc.boolean(),
  watchdog: fc.constantFrom(null, { action: 'pause' }),
  clipboard: fc.constantFrom('off', 'both'),
  sound: fc.constantFrom(
    null,
    { device: 'hda-duplex', microphone: true },
    { device: 'hda-duplex' },
    { device: 'hda-micro' },
    { device: 'ac97' },
  ),
})

const lists = fc.record({
  disks: fc.array(diskShape, { maxLength: 8 }),
  cdroms: fc.array(fc.constantFrom('sata', 'ide', 'scsi', 'usb'), { maxLength: 4 }),
  nics: fc.array(fc.constantFrom('virtio', 'e1000e', 'rtl8139'), { maxLength: 8 }),
  serials: fc.nat({ max: 4 }),
  shares: fc.nat({ max: 4 }),
  usbDevices: fc.nat({ max: 3 }),
})

const times = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index))

/** Guests of every kind that the schema lets through, with what they need of a host. */
export const arbitraryGuest = (dir: string): fc.Arbitrary<Sample> =>
  fc
    .tuple(settings, lists)
    .map(([some, list]) => Object.assign(devices(dir, list), some) as Partial<ConfigInput>)
    .filter((config) => guestConfigSchema.safeParse({ ...guest(), ...config }).success)
    .map((config) => ({ config: guest(config), more: resources(hostFor(guest(config))) }))

function devices(
  dir: string,
  list: typeof lists extends fc.Arbitrary<infer T> ? T : never,
): object {
  return {
    disks: list.disks.map((shape, index) => diskOf(dir, index, shape)),
    cdroms: list.cdroms.map((bus, index) => ({
      ...{ id: `cdrom${index}`, bus, path: index === 0 ? `${dir}/a.iso` : null },
    })),
    nics: list.nics.map((model, index) => nic(`net${index}`, `0${index}`, { model })),
    serials: times(list.serials, (index) => ({ id: `serial${index}` })),
    shares: times(list.shares, (index) => ({
      ...{ id: `share${index}`, path: `${dir}/folder`, tag: `tag${index}` },
    })),
    usbDevices: times(list.usbDevices, (index) => ({
      ...{ id: `usb${index}`, match: { kind: 'product', vendor: '1d6b', product: 'fffe' } },
    })),
  }
}

function diskOf(dir: string, index: number, { layers, ...shape }: DiskShape): object {
  const backing = times(layers, (layer) => ({
    ...{ path: `${dir}/${index}-${layer}.qcow2`, format: 'qcow2' },
  }))
  return disk(`disk${index}`, `${dir}/${index}.${shape.format}`, {
    ...shape,
    ...(shape.format === 'qcow2' ? { backing } : {}),
  } as Parameters<typeof disk>[2])
}

function hostFor({ nics, shares }: ReturnType<typeof guest>): Partial<RunResources> {
  const slirp: NicBackend = { kind: 'slirp', restrict: false }
  const plan9: ShareBackend = { driver: '9p' }
  return {
    audio: { driver: 'none' },
    nics: Object.fromEntries(nics.map(({ id }) => [id, slirp])),
    shares: Object.fromEntries(shares.map(({ id }) => [id, plan9])),
  }
}
