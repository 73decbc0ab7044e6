import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { guestNameSchema, type GuestConfig } from '../../../shared/domain/guest-config.ts'
import { buildCommandLine, type CommandLineInput } from './build.ts'

const minimal: GuestConfig = {
  schema: 1,
  id: '0b5c9c0e-52a3-4c3e-9a0a-0c7c1f1f2d11',
  name: 'tiny',
  memoryMiB: 256,
  cpus: 1,
  accelerator: 'auto',
  disks: [],
  cdroms: [],
  nics: [],
  serials: [],
  display: 'none',
  createdAt: 0,
}

const desktop: GuestConfig = {
  ...minimal,
  name: 'debian-13',
  memoryMiB: 4096,
  cpus: 4,
  disks: [
    { id: 'disk0', path: '/home/me/debian.qcow2', format: 'qcow2', readOnly: false, managed: true },
  ],
  cdroms: [{ id: 'cdrom0', path: '/home/me/debian.iso' }],
  nics: [{ id: 'net0', mac: '52:54:00:12:34:56', backend: 'user' }],
  serials: [{ id: 'serial0' }],
  display: 'vnc',
}

const build = (config: GuestConfig, more: Partial<CommandLineInput> = {}): string[] =>
  buildCommandLine({
    config,
    accelerator: 'tcg',
    cpu: 'max',
    deviceTypes: new Set(['virtio-vga']),
    files: {
      pidFile: '/run/g/pid',
      qmpSocket: '/run/g/qmp',
      vncSocket: '/run/g/vnc',
      serialSocket: (id) => `/run/g/${id}`,
      serialLog: (id) => `/state/${id}.log`,
    },
    ...more,
  })

/** One option a line, as a person would read it. */
const golden = (argv: string[]): string =>
  argv
    .map((argument, index) => (index > 0 && !/^-[a-z]/.test(argument) ? ' ' : '\n') + argument)
    .join('')
    .trimStart() + '\n'

const cases: Record<string, string[]> = {
  minimal: build(minimal),
  desktop: build(desktop),
  'desktop-kvm': build(desktop, { accelerator: 'kvm', cpu: 'host,-arch-capabilities' }),
  'without-virtio-vga': build(desktop, { deviceTypes: new Set() }),
  'kernel-boot': build({
    ...minimal,
    kernelBoot: {
      kernel: '/boot/vmlinuz',
      initrd: '/boot/initrd',
      commandLine: 'console=ttyS0 a=b,c',
    },
  }),
  'kernel-without-initrd': build({
    ...minimal,
    kernelBoot: { kernel: '/boot/vmlinuz', commandLine: '' },
  }),
  'two-disks-raw-and-read-only': build({
    ...minimal,
    disks: [
      { id: 'disk0', path: '/d/a.img', format: 'raw', readOnly: false, managed: false },
      { id: 'disk1', path: '/d/b.qcow2', format: 'qcow2', readOnly: true, managed: false },
    ],
  }),
  'empty-drive-and-two-discs': build({
    ...minimal,
    cdroms: [
      { id: 'cdrom0', path: null },
      { id: 'cdrom1', path: '/d/b.iso' },
      { id: 'cdrom2', path: '/d/c.iso' },
    ],
  }),
  'two-serial-ports-and-nics': build({
    ...minimal,
    serials: [{ id: 'serial0' }, { id: 'serial1' }],
    nics: [
      { id: 'net0', mac: '52:54:00:00:00:01', backend: 'user' },
      { id: 'net1', mac: '52:54:00:00:00:02', backend: 'user' },
    ],
  }),
  'hostile-names': build({
    ...desktop,
    name: `a,process=x "b' \\ ../\u{1f40d}`,
    disks: [
      {
        id: 'disk0',
        path: '/d/a,file.locking=off",nbd:\\ \u00e9.qcow2',
        format: 'qcow2',
        readOnly: false,
        managed: false,
      },
    ],
  }),
}

describe('the command line', () => {
  it.each(Object.keys(cases))('of %s is as it was', async (name) => {
    await expect(golden(cases[name] ?? [])).toMatchFileSnapshot(`golden/${name}.txt`)
  })

  it('always closes what QEMU must not do', () => {
    for (const argv of Object.values(cases)) {
      expect(argv).toContain('-nodefaults')
      expect(argv).toContain('-no-user-config')
      expect(argv[argv.indexOf('-sandbox') + 1]).toMatch(/^on,.*spawn=deny/)
      expect(argv.filter((argument) => argument.includes('tcp:'))).toEqual([])
    }
  })

  it('keeps any valid name inside the one value that it is', () => {
    const names = fc
      .string({ unit: 'binary', maxLength: 128 })
      .map((name) => guestNameSchema.safeParse(name))
      .filter((parsed) => parsed.success)
      .map((parsed) => parsed.data)
    fc.assert(
      fc.property(names, (name) => {
        const argv = build({ ...minimal, name })
        const value = argv[argv.indexOf('-name') + 1] ?? ''
        // What QEMU reads: options end at a comma that stands alone.
        const options = value.replaceAll(',,', '\u0000').split(',')
        expect(options).toHaveLength(1)
        expect(options[0]?.replaceAll('\u0000', ',')).toBe(`guest=${name}`)
      }),
    )
  })

  it('keeps any path inside its JSON string', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (tail) => {
        const path = `/${tail}`
        const disk = { id: 'disk0', path, format: 'raw', readOnly: false, managed: false } as const
        const argv = build({ ...minimal, disks: [disk] })
        const file: unknown = JSON.parse(argv[argv.indexOf('-blockdev') + 1] ?? '')
        expect(file).toMatchObject({ driver: 'file', filename: path })
      }),
    )
  })
})
