import fc from 'fast-check'
import { expect, it } from 'vitest'
import { same } from './differences.ts'

/** What is written of a value, the keys of every object in one order. */
const written = (value: unknown): string =>
  JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [z]) => (a < z ? -1 : 1)))
      : part,
  )

it('compares JSON as it would be written', () => {
  const pairs = fc.oneof(
    fc.tuple(fc.jsonValue(), fc.jsonValue()),
    fc.jsonValue().map((value) => [value, JSON.parse(JSON.stringify(value)) as unknown] as const),
  )
  fc.assert(
    fc.property(pairs, ([a, b]) => {
      expect(same(a, b)).toBe(written(a) === written(b))
    }),
  )
})

it('takes an absent field and one that is undefined for the same', () => {
  expect(same({ a: 1, b: undefined }, { a: 1 })).toBe(true)
  expect(same({ a: undefined }, { b: undefined })).toBe(true)
  expect(same([1], { 0: 1 })).toBe(false)
  expect(same([1], [1, 2])).toBe(false)
  expect(same(null, {})).toBe(false)
  expect(same([-0], [0])).toBe(true)
})
