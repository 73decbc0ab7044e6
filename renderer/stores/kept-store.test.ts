import { describe, expect, it } from 'vitest'
import { initialKept, keep, readKept, useKept } from './kept-store.ts'

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

  it('takes over what another window keeps, and does not write over it', () => {
    keep({ layout: 'rows' })
    const state = { ...initialKept, layout: 'rows', terminalFontSize: 20 }
    localStorage.setItem('kept', JSON.stringify({ state, version: 0 }))
    window.dispatchEvent(new StorageEvent('storage', { key: 'another' }))
    expect(useKept.getState().terminalFontSize).toBe(14)
    window.dispatchEvent(new StorageEvent('storage', { key: 'kept' }))
    expect(useKept.getState().terminalFontSize).toBe(20)
    keep({ terminalTheme: 'light' })
    expect(JSON.parse(localStorage.getItem('kept') ?? '')).toMatchObject({
      state: { layout: 'rows', terminalFontSize: 20, terminalTheme: 'light' },
    })
  })
})
