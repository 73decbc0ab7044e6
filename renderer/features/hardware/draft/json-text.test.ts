import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { indexOfPlace, placeOfJsonError } from './json-text.ts'

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

describe('the place of an error', () => {
  it.each([
    ['', 1, 1],
    ['{"a": 1,}', 1, 9],
    ['{\n  "a": 1\n  "b": 2\n}', 3, 3],
    ['{"a": tru}', 1, 7],
    ['[1, 2', 1, 6],
    ['{} x', 1, 4],
    ['{"a": "x\ny"}', 1, 7],
    ['{a: 1}', 1, 2],
    ['[01]', 1, 3],
  ])('of %j is line %i, column %i', (text, line, column) => {
    expect(placeOfJsonError(text)).toEqual({ line, column })
  })

  it('is there just where JSON.parse refuses', () => {
    const damaged = fc
      .tuple(fc.json(), fc.nat(), fc.constantFrom('', ',', '}', '"', 'x', '0', '\\', '\n', '-'))
      .map(([text, at, piece]) => {
        const index = at % (text.length + 1)
        return text.slice(0, index) + piece + text.slice(index + 1)
      })
    fc.assert(
      fc.property(fc.oneof(fc.json(), damaged, fc.string()), (text) => {
        expect(placeOfJsonError(text) === null).toBe(isJson(text))
      }),
    )
  })

  it('is where the caret goes', () => {
    const text = '{\n  "a": 1\n  "b": 2\n}'
    const place = placeOfJsonError(text)
    expect(place && text.slice(indexOfPlace(text, place))).toBe('"b": 2\n}')
  })

  it('is told of what is nested without end', () => {
    expect(placeOfJsonError('['.repeat(100_000))).not.toBeNull()
  })
})
