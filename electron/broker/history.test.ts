import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createHistory } from './history.ts'
import { bytes } from './testing/fakes.ts'

test('keeps the last bytes of a stream, whatever the pieces', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 20 }),
      fc.array(fc.string({ maxLength: 50, unit: 'binary-ascii' })),
      fc.nat(60),
      (capacity, pieces, max) => {
        const history = createHistory(capacity)
        for (const piece of pieces) history.append(bytes(piece))
        const all = pieces.join('')
        expect(history.end).toBe(all.length)
        expect(history.start).toBe(Math.max(0, all.length - capacity))
        for (let at = history.start; at <= history.end; at++) {
          expect(Buffer.from(history.read(at, max)).toString('latin1')).toBe(
            all.slice(at, at + max),
          )
        }
      },
    ),
  )
})

test('finds the next line', () => {
  const history = createHistory(8)
  history.append(bytes('0123\n567\n9'))
  expect(history.lineStart(history.start)).toBe(5)
  expect(history.lineStart(5)).toBe(9)
  expect(history.lineStart(9)).toBe(9)
})
