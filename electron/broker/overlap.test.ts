import fc from 'fast-check'
import { expect, test } from 'vitest'
import { overlap } from './overlap.ts'
import { bytes } from './testing/fakes.ts'

test.each([
  ['', 'abc', 9, 0],
  ['abc', '', 9, 0],
  ['abc', 'cde', 9, 1],
  ['abc', 'abc', 9, 3],
  ['xxabc', 'abcd', 9, 3],
  ['abc', 'abc', 2, 0],
  ['aaaa', 'aa', 9, 2],
  ['aaaa', 'aaaa', 3, 3],
  ['abab', 'abac', 9, 2],
])('%j and %j share at most %i bytes: %i', (tail, live, limit, expected) => {
  expect(overlap(bytes(tail), bytes(live), limit)).toBe(expected)
})

const byNaiveSearch = (tail: string, live: string, limit: number): number => {
  for (let length = Math.min(tail.length, live.length, limit); length > 0; length--) {
    if (tail.endsWith(live.slice(0, length))) return length
  }
  return 0
}

test('finds what a naive search finds, on text that repeats itself', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 30 })
  fc.assert(
    fc.property(text, text, fc.nat(35), (tail, live, limit) => {
      expect(overlap(bytes(tail), bytes(live), limit)).toBe(byNaiveSearch(tail, live, limit))
    }),
  )
})

test('joins two readings of one stream without loss or repetition', () => {
  // Positions in a stream whose bytes tell their place: the log was read up to `logEnd`, the live
  // bytes start at `liveStart`.
  const cuts = fc.tuple(fc.nat(200), fc.nat(200), fc.nat(200)).map(([a, b, c]) => {
    const [liveStart, logEnd, liveEnd] = [a, b, c].sort((x, y) => x - y)
    return { liveStart: liveStart ?? 0, logEnd: logEnd ?? 0, liveEnd: liveEnd ?? 0 }
  })
  fc.assert(
    fc.property(cuts, ({ liveStart, logEnd, liveEnd }) => {
      const stream = Uint8Array.from({ length: 200 }, (_, place) => place)
      const tail = stream.subarray(0, logEnd)
      const live = stream.subarray(liveStart, liveEnd)
      const joined = [...tail, ...live.subarray(overlap(tail, live, logEnd - liveStart))]
      expect(joined).toEqual([...stream.subarray(0, liveEnd)])
    }),
  )
})
