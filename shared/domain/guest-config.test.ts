import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  filePathSchema,
  guestConfigSchema,
  guestNameSchema,
  newGuestSchema,
} from './guest-config.ts'

describe('a name', () => {
  it.each(['a', 'Büro 2', 'a,b="c"', '../x', '-rf', "it's", '\u{1f40d}', 'x'.repeat(128)])(
    'may be %j',
    (name) => expect(guestNameSchema.parse(name)).toBe(name),
  )

  it.each([
    ['', 'name-empty'],
    ['   ', 'name-empty'],
    ['x'.repeat(129), 'name-long'],
    ['x'.repeat(4000), 'name-long'],
    ['a\nb', 'name-control-characters'],
    ['a\u0000b', 'name-control-characters'],
    ['a\u2028b', 'name-control-characters'],
    ['\ud800', 'name-control-characters'],
  ])('may not be %j', (name, reason) => {
    const parsed = guestNameSchema.safeParse(name)
    expect(parsed.error?.issues[0]?.message).toBe(reason)
  })

  it('is trimmed', () => expect(guestNameSchema.parse(' a ')).toBe('a'))
})

describe('a path', () => {
  it.each(['a', './a', '../a', '~/a', '', '/a\nb', '/a\u0000', '/\ud800', `/${'x'.repeat(4095)}`])(
    'may not be %j',
    (path) => expect(filePathSchema.safeParse(path).success).toBe(false),
  )
  it.each(['/', '/a b', '/a,b', '/nbd:x', `/${'\u00e9'.repeat(9)}`])('may be %j', (path) =>
    expect(filePathSchema.parse(path)).toBe(path),
  )
})

describe('a new guest', () => {
  const good = { name: 'a', memoryMiB: 512, cpus: 1, disk: { kind: 'none' } }

  it('is taken as it is', () => expect(newGuestSchema.parse(good)).toEqual(good))

  it.each([
    { ...good, memoryMiB: 0 },
    { ...good, memoryMiB: 1.5 },
    { ...good, memoryMiB: '512' },
    { ...good, memoryMiB: Number.NaN },
    { ...good, cpus: 0 },
    { ...good, cpus: 1e9 },
    { ...good, disk: { kind: 'new', sizeBytes: 1 } },
    { ...good, disk: { kind: 'new', sizeBytes: 1024 ** 2 + 1 } },
    { ...good, disk: { kind: 'existing', path: 'x' } },
    { ...good, kernelBoot: { kernel: '/k', commandLine: 'a\nb' } },
    { ...good, kernelBoot: { kernel: '/k', commandLine: 'x'.repeat(2048) } },
    { ...good, cdrom: 'x' },
  ])('is refused as %j', (input) => expect(newGuestSchema.safeParse(input).success).toBe(false))

  it('never makes the schema throw', () => {
    fc.assert(
      fc.property(fc.anything(), (input) => {
        newGuestSchema.safeParse(input)
      }),
    )
  })
})

describe('a guest', () => {
  const good = {
    ...{ schema: 2, id: '0b5c9c0e-52a3-4c3e-9a0a-0c7c1f1f2d11', name: 'a', memoryMiB: 512 },
    ...{ cpus: 1, accelerator: 'auto', display: 'none', createdAt: 0 },
    ...{ disks: [], cdroms: [], nics: [], serials: [] },
  }
  const image = { path: '/a', format: 'qcow2', readOnly: false, managed: false }
  const disk = (some: object) => ({ disks: [{ id: 'disk0', ...image, ...some }] })
  const many = (count: number, make: (index: number) => object): object[] =>
    Array.from({ length: count }, (_, index) => make(index))
  const disks = (count: number, some: object) =>
    many(count, (index) => ({ id: `disk${index}`, ...image, ...some }))
  const nics = (count: number) =>
    many(count, (index) => ({ id: `net${index}`, mac: `52:54:00:00:00:0${index}` }))
  const uefi = (secureBoot: boolean) => ({ firmware: { kind: 'uefi', secureBoot } })
  const old = { machine: 'i440fx' }
  const layers = (...formats: string[]) => formats.map((format) => ({ path: '/b', format }))

  it.each<[object, string]>([
    [{ ...old, ...uefi(true) }, 'secure-boot-needs-q35'],
    [disk({ bus: 'ide' }), 'ide-needs-i440fx'],
    [{ cdroms: [{ id: 'cdrom0', path: null, bus: 'ide' }] }, 'ide-needs-i440fx'],
    [{ disks: disks(7, { bus: 'sata' }) }, 'sata-ports-full'],
    [{ ...old, disks: disks(5, { bus: 'ide' }) }, 'ide-ports-full'],
    [{ disks: disks(16, { bus: 'usb' }) }, 'usb-ports-full'],
    [{ disks: disks(15, { bus: 'usb' }), display: 'vnc' }, 'usb-ports-full'],
    [{ ...old, disks: disks(16, {}), nics: nics(4) }, 'pci-slots-full'],
    [{ ...old, cpus: 256 }, 'cpus-need-q35'],
    [{ memoryMiB: 512, limits: { memoryMiB: 511 } }, 'limit-below-memory'],
    [{ cpus: 4, cpu: { topology: { sockets: 1, cores: 2, threads: 1 } } }, 'topology-not-cpus'],
    [disk({ format: 'vmdk' }), 'format-read-only'],
    [disk({ bus: 'sata', readOnly: true }), 'bus-not-read-only'],
    [disk({ bus: 'sd', readOnly: true }), 'bus-not-read-only'],
    [disk({ bus: 'sata', iothread: true }), 'iothread-bus'],
    [disk({ aio: 'native' }), 'aio-native-cache'],
    [disk({ aio: 'native', cache: 'unsafe' }), 'aio-native-cache'],
    [disk({ bus: 'sd', cache: 'directsync' }), 'sd-cache'],
    [disk({ bus: 'sd', serial: 'a' }), 'sd-serial'],
    [disk({ format: 'raw', backing: layers('qcow2') }), 'backing-below-format'],
    [disk({ backing: layers('vdi', 'raw') }), 'backing-below-format'],
    [disk({ id: 'port-1' }), 'id-reserved'],
    [disk({ id: 'a-backing-1' }), 'id-reserved'],
    [disk({ id: 'memory' }), 'id-reserved'],
    [disk({ id: 'pcie' }), 'id-reserved'],
    // A serial port's socket would be in the place of the TPM's.
    [{ serials: [{ id: 'h-tpm' }] }, 'id-reserved'],
    [{ extraArguments: ['\ud800'] }, 'control-characters'],
    [{ ...disk({}), serials: [{ id: 'disk0' }] }, 'device-ids-not-unique'],
  ])('is refused with %j', (some, reason) => {
    const parsed = guestConfigSchema.safeParse({ ...good, ...some })
    expect(parsed.error?.issues.map(({ message }) => message)).toContain(reason)
  })

  it.each(['..', '.', '-o', 'a/b', 'a b', 'a,b', '', 'x'.repeat(32)])(
    'has no shared folder by the tag %j',
    (tag) => {
      const shares = [{ id: 'share0', path: '/home', tag }]
      expect(guestConfigSchema.safeParse({ ...good, shares }).success).toBe(false)
      const fine = [{ id: 'share0', path: '/home', tag: '_my.files-1' }]
      expect(guestConfigSchema.safeParse({ ...good, shares: fine }).success).toBe(true)
    },
  )

  it.each<[object]>([
    [{}],
    [uefi(true)],
    [{ ...old, ...uefi(false) }],
    [{ ...old, disks: disks(4, { bus: 'ide' }) }],
    [{ disks: disks(6, { bus: 'sata' }) }],
    [{ disks: disks(14, { bus: 'usb' }), display: 'vnc' }],
    [{ ...old, disks: disks(16, {}), nics: nics(3) }],
    [{ disks: disks(16, {}), nics: nics(8) }],
    [{ ...old, ...disk({ bus: 'sd' }) }],
    [disk({ format: 'vdi', readOnly: true })],
    [disk({ bus: 'scsi', iothread: true })],
    [disk({ aio: 'native', cache: 'none' })],
    [disk({ backing: layers('qcow2', 'vmdk', 'raw') })],
    [disk({ id: 'my-disk-1' })],
  ])('may have %j', (some) => {
    const parsed = guestConfigSchema.safeParse({ ...good, ...some })
    expect(parsed.error?.issues ?? []).toEqual([])
  })
})
