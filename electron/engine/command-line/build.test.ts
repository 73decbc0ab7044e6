import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type GuestConfig, guestNameSchema } from '../../../shared/domain/guest-config.ts'
import type { CommandLineInput } from './input.ts'
import { buildSample, disk, guest, resources } from './testing/sample.ts'
import { samples } from './testing/samples.ts'

const files: CommandLineInput['files'] = {
  pidFile: '/run/g/pid',
  qmpSocket: '/run/g/qmp',
  vncSocket: '/run/g/vnc',
  agentSocket: '/run/g/agent',
  serialSocket: (id) => `/run/g/${id}`,
  serialLog: (id) => `/state/${id}.log`,
}
const build = (config: GuestConfig, more: Partial<CommandLineInput> = {}): string[] =>
  buildSample({ config, more }, files)

/** One option a line, as a person would read it. */
const golden = (argv: string[]): string =>
  argv
    .map((argument, index) => (index > 0 && !/^-[a-z]/i.test(argument) ? ' ' : '\n') + argument)
    .join('')
    .trimStart() + '\n'

/** The values of an option that is given as JSON. */
const values = (argv: string[], option: string): Record<string, unknown>[] =>
  argv.flatMap((argument, index) => {
    const value = argv[index + 1] ?? ''
    return argument === option && value.startsWith('{') ? [JSON.parse(value)] : []
  })

const plain = guest()
const known = samples('/home/me')
const cases = Object.fromEntries(
  Object.entries(known).map(([name, sample]) => [name, buildSample(sample, files)]),
)
const argvOf = (name: string): string[] => {
  const argv = cases[name]
  if (argv === undefined) throw new Error(`no sample ${name}`)
  return argv
}
const valueOf = (argv: string[], option: string): string => argv[argv.indexOf(option) + 1] ?? ''

describe('the command line', () => {
  it('is known of at least 60 guests', () => {
    expect(Object.keys(cases).length).toBeGreaterThanOrEqual(60)
  })

  it.each(Object.keys(cases))('of %s is as it was', async (name) => {
    await expect(golden(argvOf(name))).toMatchFileSnapshot(`golden/${name}.txt`)
  })

  it('always closes what QEMU must not do', () => {
    for (const [name, argv] of Object.entries(cases)) {
      expect(argv).toContain('-nodefaults')
      expect(argv).toContain('-no-user-config')
      // QEMU's helper for bridges has to gain privileges, which the filter takes away for good.
      const sandbox = name === 'nic-bridge' ? /^off$/ : /^on,.*spawn=deny/
      expect(valueOf(argv, '-sandbox')).toMatch(sandbox)
      // The ports that a user forwards are all that anybody can connect to.
      const tcp = argv.filter((argument) => /\btcp:/.test(argument))
      expect(tcp).toHaveLength(name.startsWith('nic-forwards') ? 1 : 0)
    }
  })

  it('gives no two things the same name', () => {
    for (const argv of Object.values(cases)) {
      const nodes = values(argv, '-blockdev').map((node) => node['node-name'])
      const ids = [...values(argv, '-device'), ...values(argv, '-object')].map(({ id }) => id)
      const named = ids.filter((id) => id !== undefined)
      expect(new Set(nodes).size).toBe(nodes.length)
      expect(new Set(named).size).toBe(named.length)
    }
  })

  it('gives no two devices the same place', () => {
    for (const argv of Object.values(cases)) {
      const places = values(argv, '-device')
        .filter(({ bus, addr }) => addr !== undefined || String(bus).startsWith('port-'))
        .map(({ bus, addr }) => JSON.stringify([bus, addr ?? '0x0']))
      expect(places.length).toBeGreaterThan(0)
      expect(new Set(places).size).toBe(places.length)
    }
  })

  it('ends each chain of images itself, so that no header says what is opened', () => {
    for (const argv of Object.values(cases)) {
      const nodes = values(argv, '-blockdev')
      const below = new Set(nodes.map(({ backing }) => backing))
      for (const node of nodes) {
        const { driver } = node
        expect('backing' in node, JSON.stringify(node)).toBe(
          driver === 'qcow2' || driver === 'vmdk',
        )
      }
      const written = nodes.filter((node) => below.has(node['node-name']) && !node['read-only'])
      expect(written).toEqual([])
    }
  })

  it('leaves four empty ports for what is plugged in later', () => {
    const argv = argvOf('desktop')
    const ports = values(argv, '-device').filter(({ driver }) => driver === 'pcie-root-port')
    const taken = values(argv, '-device').filter(({ bus }) => String(bus).startsWith('port-'))
    expect(ports).toHaveLength(taken.length + 4)
  })

  it('keeps a NIC where it is when a disk comes', () => {
    const nics = [{ id: 'net0', mac: '52:54:00:00:00:01' }]
    const place = (config: GuestConfig): unknown =>
      values(build(config), '-device').find(({ id }) => id === 'net0')?.['bus']
    const before = place(guest({ nics }))
    expect(before).toBe('port-0')
    expect(place(guest({ nics, disks: [disk('disk0', '/a'), disk('disk1', '/b')] }))).toBe(before)
  })

  it('refuses a disposable run that would write to a disk', () => {
    const config = guest({ disks: [disk('disk0', '/a')] })
    expect(() => build(config, { disposable: true })).toThrow('disk0 has no overlay')
    const overlays = { disk0: '/o' }
    expect(() => build(config, { disposable: true, overlays })).not.toThrow()
    const flash = { path: '/f', format: 'raw' } as const
    const firmware = { code: flash, nvram: flash, smm: false }
    expect(() => build(config, { disposable: true, overlays, ...resources({ firmware }) })).toThrow(
      'nvram has no overlay',
    )
  })

  it('opens no stream to record from without leave', () => {
    const silent = Object.keys(cases).filter(
      (name) => known[name]?.config.sound?.microphone !== true,
    )
    expect(silent).toContain('sound-pulse-without-microphone')
    for (const name of silent) {
      const recorded = values(argvOf(name), '-audiodev').filter(
        (audiodev) => JSON.stringify(audiodev['in'] ?? { voices: 0 }) !== '{"voices":0}',
      )
      expect(recorded, name).toEqual([])
      const inputs = values(argvOf(name), '-device').filter(
        ({ driver, audiodev }) =>
          (driver === 'hda-duplex' || driver === 'hda-micro') && audiodev === 'audio',
      )
      expect(inputs, name).toEqual([])
    }
  })

  it('gives Windows under KVM what it needs of a hypervisor, less what this one refuses', () => {
    expect(valueOf(argvOf('windows-kvm'), '-cpu')).toBe(
      'host,hv-relaxed=on,hv-vapic=on,hv-spinlocks=0x1fff,hv-time=on,hv-vpindex=on,hv-runtime=on,' +
        'hv-synic=on,hv-stimer=on,hv-frequencies=on,hv-tlbflush=on,hv-ipi=on,-arch-capabilities',
    )
    expect(valueOf(argvOf('windows-kvm-without-vp-index'), '-cpu')).toBe(
      'host,hv-relaxed=on,hv-vapic=on,hv-spinlocks=0x1fff,hv-runtime=on,hv-frequencies=on,' +
        '-arch-capabilities',
    )
    expect(valueOf(argvOf('windows-tcg'), '-cpu')).toBe('max')
  })

  it('keeps any valid name inside the one value that it is', () => {
    const names = fc
      .string({ unit: 'binary', maxLength: 128 })
      .map((name) => guestNameSchema.safeParse(name))
      .filter((parsed) => parsed.success)
      .map((parsed) => parsed.data)
    fc.assert(
      fc.property(names, (name) => {
        const value = valueOf(build({ ...plain, name }), '-name')
        // What QEMU reads: options end at a comma that stands alone.
        const options = value.replaceAll(',,', '\u0000').split(',')
        expect(options).toHaveLength(1)
        expect(options[0]?.replaceAll('\u0000', ',')).toBe(`guest=${name}`)
      }),
    )
  })

  it('keeps any path inside its JSON string', () => {
    const [image] = guest({ disks: [disk('disk0', '/a')] }).disks
    if (image === undefined) throw new Error('no disk')
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (tail) => {
        const path = `/${tail}`
        const argv = build({ ...plain, disks: [{ ...image, path }] })
        expect(values(argv, '-blockdev')[0]).toMatchObject({ driver: 'file', filename: path })
      }),
    )
  })

  it('keeps any path of a share inside the one value that it is', () => {
    const [share] = guest({ shares: [{ id: 'share0', path: '/a', tag: 't' }] }).shares
    if (share === undefined) throw new Error('no share')
    const nine = resources({ shares: { share0: { driver: '9p' } } })
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (tail) => {
        // No path has a zero, which stands for a comma below.
        const path = `/${tail.replaceAll('\u0000', '')}`
        const value = valueOf(build({ ...plain, shares: [{ ...share, path }] }, nine), '-fsdev')
        const options = value.replaceAll(',,', '\u0000').split(',')
        expect(options.map((option) => option.replaceAll('\u0000', ','))).toEqual([
          'local',
          'id=share0-fs',
          `path=${path}`,
          'security_model=none',
          'multidevs=remap',
        ])
      }),
    )
  })
})
