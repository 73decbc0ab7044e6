import fc from 'fast-check'
import { isDeepStrictEqual } from 'node:util'
import { expect, it } from 'vitest'
import { same } from './differences.ts'

/** What is written of a value. */
const written = (value: unknown): unknown => JSON.parse(JSON.stringify([value]))

it('compares JSON as it would be written', () => {
  const pairs = fc.oneof(
    fc.tuple(fc.jsonValue(), fc.jsonValue()),
    fc.jsonValue().map((value) => [value, structuredClone(value)] as const),
  )
  fc.assert(
    fc.property(pairs, ([a, b]) => {
      // What is written of -0 is 0, and no description holds one.
      fc.pre(!JSON.stringify([a, b]).includes('-0'))
      expect(same(a, b)).toBe(isDeepStrictEqual(written(a), written(b)))
    }),
  )
})

it('takes an absent field and one that is undefined for the same', () => {
  expect(same({ a: 1, b: undefined }, { a: 1 })).toBe(true)
  expect(same({ a: undefined }, { b: undefined })).toBe(true)
  expect(same([1], { 0: 1 })).toBe(false)
  expect(same([1], [1, 2])).toBe(false)
  expect(same(null, {})).toBe(false)
})
