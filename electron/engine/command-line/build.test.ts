import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { guestNameSchema, type GuestConfig } from '../../../shared/domain/guest-config.ts'
import { buildCommandLine, type CommandLineInput } from './build.ts'
import { minimal, samples } from './testing/samples.ts'

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

const cases = Object.fromEntries(
  Object.entries(samples('/home/me')).map(([name, { config, more }]) => [
    name,
    build(config, more),
  ]),
)

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
