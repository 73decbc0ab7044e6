import { type ConfigInput, disk, guest, type Sample, type Samples } from './sample.ts'

const withDisks = (disks: ConfigInput['disks'], more: Partial<ConfigInput> = {}): Sample => ({
  config: guest({ ...more, disks }),
})

/** Disks: each bus, format, cache mode and way of input and output. */
export function diskSamples(dir: string): Samples {
  const a = `${dir}/a.qcow2`
  const b = `${dir}/b.qcow2`
  const raw = `${dir}/a.img`
  const on = (bus: 'virtio' | 'scsi' | 'nvme' | 'sata' | 'sd' | 'usb') => [
    disk('disk0', a, { bus }),
  ]
  const old = { machine: 'i440fx' } as const
  const foreign = (format: 'vmdk' | 'vdi' | 'vhdx') =>
    withDisks([disk('disk0', `${dir}/a.${format}`, { format, readOnly: true })])
  const cached = (cache: 'none' | 'writethrough' | 'directsync' | 'unsafe') =>
    withDisks([disk('disk0', a, { cache })])
  const chain = [
    { path: `${dir}/below.qcow2`, format: 'qcow2' },
    { path: raw, format: 'raw' },
  ] as const
  return {
    'two-disks-raw-and-read-only': withDisks([
      disk('disk0', raw, { format: 'raw' }),
      disk('disk1', b, { readOnly: true }),
    ]),
    'disk-scsi': withDisks(on('scsi')),
    'disk-nvme': withDisks(on('nvme')),
    'disk-sata': withDisks(on('sata')),
    'disk-sd': withDisks(on('sd')),
    'disk-usb': withDisks(on('usb')),
    'disk-nvme-read-only': withDisks([disk('disk0', a, { bus: 'nvme', readOnly: true })]),
    'disk-usb-read-only': withDisks([disk('disk0', a, { bus: 'usb', readOnly: true })]),
    'disk-serial-numbers': withDisks([
      disk('disk0', a, { serial: 'WD-42.a_b' }),
      disk('disk1', b, { bus: 'nvme', serial: 'NVME1' }),
    ]),
    'two-sd-cards': withDisks([disk('disk0', a, { bus: 'sd' }), disk('disk1', b, { bus: 'sd' })]),
    'disk-vmdk': foreign('vmdk'),
    'disk-vdi': foreign('vdi'),
    'disk-vhdx': foreign('vhdx'),
    'disk-cache-none': cached('none'),
    'disk-cache-writethrough': cached('writethrough'),
    'disk-cache-directsync': cached('directsync'),
    'disk-cache-unsafe': cached('unsafe'),
    'disk-without-discard': withDisks([disk('disk0', a, { discard: false })]),
    'disk-aio-threads': withDisks([disk('disk0', a, { aio: 'threads' })]),
    'disk-aio-native': withDisks([disk('disk0', a, { aio: 'native', cache: 'none' })]),
    'disk-aio-without-io-uring': {
      config: guest({ disks: [disk('disk0', a), disk('disk1', b, { aio: 'io_uring' })] }),
      capabilities: { ioUring: false },
    },
    'disk-iothread': withDisks([
      disk('disk0', a, { iothread: true }),
      disk('disk1', b, { iothread: true }),
    ]),
    'disk-scsi-iothread': withDisks([
      disk('disk0', a, { bus: 'scsi', iothread: true }),
      disk('disk1', b, { bus: 'scsi' }),
    ]),
    'disk-backing-chain': withDisks([disk('disk0', a, { backing: [...chain] })]),
    'disk-backing-chain-direct': withDisks([
      disk('disk0', a, { backing: [...chain], cache: 'none', aio: 'native' }),
    ]),
    'disk-disposable': {
      config: guest({
        disks: [
          disk('disk0', a, { backing: [...chain] }),
          disk('disk1', b, { readOnly: true }),
          disk('disk2', `${dir}/b.img`, { format: 'raw', bus: 'sata' }),
        ],
      }),
      more: {
        disposable: true,
        overlays: { disk0: `${dir}/over-0.qcow2`, disk2: `${dir}/over-2.qcow2` },
      },
    },
    'i440fx-disk-ide': withDisks([disk('disk0', a, { bus: 'ide' })], old),
    'i440fx-disks-of-every-bus': withDisks(
      [
        disk('disk0', a),
        disk('disk1', `${dir}/1.qcow2`, { bus: 'scsi' }),
        disk('disk2', `${dir}/2.qcow2`, { bus: 'nvme' }),
        disk('disk3', `${dir}/3.qcow2`, { bus: 'sata' }),
        disk('disk4', `${dir}/4.qcow2`, { bus: 'ide' }),
        disk('disk5', `${dir}/5.qcow2`, { bus: 'sd' }),
        disk('disk6', `${dir}/6.qcow2`, { bus: 'usb' }),
      ],
      old,
    ),
    'sixteen-disks': withDisks(
      Array.from({ length: 16 }, (_, index) => disk(`disk${index}`, `${dir}/${index}.qcow2`)),
    ),
  }
}

/** CD-ROM drives. */
export function cdromSamples(dir: string): Samples {
  const iso = `${dir}/a.iso`
  const drive = (
    bus: 'sata' | 'scsi' | 'usb' | 'ide',
    more: Partial<ConfigInput> = {},
  ): Sample => ({
    config: guest({
      ...more,
      cdroms: [
        { id: 'cdrom0', path: iso, bus },
        { id: 'cdrom1', path: null, bus },
      ],
    }),
  })
  return {
    'empty-drive-and-two-discs': {
      config: guest({
        cdroms: [
          { id: 'cdrom0', path: null },
          { id: 'cdrom1', path: iso },
          { id: 'cdrom2', path: `${dir}/b.iso` },
        ],
      }),
    },
    'cdrom-scsi': drive('scsi'),
    'cdrom-usb': drive('usb'),
    'i440fx-cdrom-ide': drive('ide', { machine: 'i440fx' }),
    'i440fx-cdrom-sata': drive('sata', { machine: 'i440fx' }),
    'disk-and-cdrom-on-sata': {
      config: guest({
        disks: [disk('disk0', `${dir}/a.qcow2`, { bus: 'sata' })],
        cdroms: [{ id: 'cdrom0', path: iso }],
      }),
    },
  }
}
