import { describe, expect, test } from 'vitest'
import { chooseFirmware, matchesGlob } from './choose-firmware.ts'
import { descriptorSchema } from './descriptor.ts'
import { type DescriptorOptions, descriptorOf } from './testing.test-support.ts'

/** The names of the firmware chosen, best first. */
const chosen = (
  list: Readonly<Record<string, DescriptorOptions>>,
  request: { secureBoot: boolean; machine?: string },
): string[] => {
  const descriptors = Object.entries(list).map(([name, options]) => ({
    path: `${name}.json`,
    descriptor: descriptorSchema.parse(descriptorOf({ code: `/${name}`, ...options })),
  }))
  return chooseFirmware(descriptors, { machine: 'pc-q35-7.2', ...request }).map(({ code }) =>
    code.path.slice(1),
  )
}

const secure = ['secure-boot', 'requires-smm']
const enrolled = [...secure, 'enrolled-keys']

describe('the firmware for a guest', () => {
  test('without Secure Boot is the first that cannot do it, never one with keys', () => {
    const list = { keys: { features: enrolled }, able: { features: secure }, one: {}, two: {} }
    expect(chosen(list, { secureBoot: false })).toEqual(['one', 'two', 'able'])
  })

  test('with Secure Boot has keys before all else, then variables that only SMM writes', () => {
    const list = {
      plain: {},
      able: { features: secure },
      open: { features: ['secure-boot', 'enrolled-keys'] },
      keys: { features: enrolled },
    }
    expect(chosen(list, { secureBoot: true })).toEqual(['keys', 'open', 'able'])
  })

  test.each<[string, DescriptorOptions]>([
    ['for another architecture', { architecture: 'aarch64' }],
    ['for other machines', { machines: ['microvm', 'pc-i440fx-*'] }],
    ['a BIOS', { interfaces: ['bios'] }],
    ['in memory', { mapping: { device: 'memory', filename: '/fw/OVMF.fd' } }],
    ['without variables', { mapping: { mode: 'stateless', 'nvram-template': undefined } }],
    ['code and variables in one', { mapping: { mode: 'combined' } }],
    ['of an unknown format', { mapping: { executable: { filename: '/x', format: 'vmdk' } } }],
    ['named by a relative path', { code: 'OVMF_CODE.fd' }],
  ])('is not what is %s', (_, options) => {
    expect(chosen({ odd: options, good: {} }, { secureBoot: false })).toEqual(['good'])
  })

  test('with Secure Boot does not exist for a machine without SMM', () => {
    const list = { keys: { features: enrolled, machines: ['pc-q35-*'] } }
    expect(chosen(list, { secureBoot: true, machine: 'pc-i440fx-7.2' })).toEqual([])
  })
})

test.each([
  ['pc-q35-7.2', 'pc-q35-*', true],
  ['pc-q35-7.2', 'pc-q35-7.?', true],
  ['pc-q35-7.2', 'pc-q35-[67].2', true],
  ['pc-q35-7.2', 'pc-q35-[!67].2', false],
  ['pc-q35-7.2', 'pc-q35-7', false],
  ['pc-q35-7x2', 'pc-q35-7.2', false],
  ['xpc-q35-7.2', 'pc-q35-*', false],
  ['pc-q35-7.2', '*', true],
  ['a[b', 'a[b', true],
  ['a]b', 'a[]]b', true],
])('%s matches %s: %s', (name, pattern, expected) => {
  expect(matchesGlob(name, pattern)).toBe(expected)
})
