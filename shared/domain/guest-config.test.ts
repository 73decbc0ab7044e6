import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { filePathSchema, guestNameSchema, newGuestSchema } from './guest-config.ts'

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
  it.each(['a', './a', '../a', '~/a', '', '/a\nb', '/a\u0000', `/${'x'.repeat(4095)}`])(
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
