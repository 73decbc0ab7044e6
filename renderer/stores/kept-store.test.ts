import { describe, expect, it } from 'vitest'
import { initialKept, readKept } from './kept-store.ts'

describe('what was kept', () => {
  it('is taken as it is where it is sound', () => {
    const kept = {
      ...initialKept,
      layout: 'rows',
      foldedGroups: ['work'],
      screenModes: { a: 'actual' },
      terminalFontSize: 18,
    }
    expect(readKept(kept)).toEqual(kept)
  })

  it.each([null, 5, 'x', [], { layout: 'spiral', sort: 1, foldedGroups: [1], screenModes: [] }])(
    'falls back alone where it is not: %j',
    (value) => {
      expect(readKept(value)).toMatchObject({ layout: 'cards', sort: 'name', foldedGroups: [] })
    },
  )

  it('knows no size that cannot be read', () => {
    for (const size of [0, 500, Number.NaN, '14']) {
      expect(readKept({ terminalFontSize: size }).terminalFontSize).toBe(14)
    }
  })
})
