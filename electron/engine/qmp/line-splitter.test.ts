import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { LineSplitter, LineTooLongError } from './line-splitter.ts'

function split(chunks: readonly Buffer[], maxBytes?: number): string[] {
  const splitter = new LineSplitter(maxBytes)
  const lines: string[] = []
  for (const chunk of chunks) splitter.push(chunk, (line) => lines.push(line))
  return lines
}

/** The bytes in pieces that end at the given places. */
function cut(bytes: Buffer, places: readonly number[]): Buffer[] {
  const ends = [...places.map((place) => place % (bytes.length + 1)), bytes.length]
  let start = 0
  return ends
    .sort((a, b) => a - b)
    .map((end) => {
      const piece = bytes.subarray(start, end)
      start = end
      return piece
    })
}

const lineArbitrary = fc
  .string({ unit: 'grapheme' })
  .filter((line) => !line.includes('\n') && !line.endsWith('\r'))

describe('LineSplitter', () => {
  it('finds the same lines wherever the bytes are cut', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ line: lineArbitrary, end: fc.constantFrom('\n', '\r\n') })),
        fc.array(fc.nat(), { maxLength: 20 }),
        (lines, places) => {
          const bytes = Buffer.from(lines.map(({ line, end }) => line + end).join(''))
          expect(split(cut(bytes, places))).toEqual(lines.map(({ line }) => line))
        },
      ),
    )
  })

  it('keeps a line whose end has not come', () => {
    const splitter = new LineSplitter()
    const lines: string[] = []
    splitter.push(Buffer.from('a\nbc'), (line) => lines.push(line))
    expect(lines).toEqual(['a'])
    expect(splitter.pendingBytes).toBe(2)
    splitter.push(Buffer.from('d\r\n'), (line) => lines.push(line))
    expect(lines).toEqual(['a', 'bcd'])
    expect(splitter.pendingBytes).toBe(0)
  })

  it('joins a character that was cut', () => {
    const bytes = Buffer.from('käse €\n')
    expect(split([...bytes].map((byte) => Buffer.from([byte])))).toEqual(['käse €'])
  })

  it('takes a line of exactly the limit and refuses one byte more', () => {
    expect(split([Buffer.from('12345678\n')], 8)).toEqual(['12345678'])
    expect(() => split([Buffer.from('123456789\n')], 8)).toThrow(LineTooLongError)
    expect(() => split([Buffer.from('1234'), Buffer.from('56789')], 8)).toThrow(LineTooLongError)
    expect(() => split([Buffer.from('1234'), Buffer.from('56789\n')], 8)).toThrow(LineTooLongError)
  })
})
