import { describe, expect, it } from 'vitest'
import { initialKept, keep, readKept, useKept } from './kept-store.ts'

describe('what was kept', () => {
  it('is taken as it is where it is sound', () => {
    const kept = {
      ...initialKept,
      layout: 'rows',
      foldedGroups: ['work'],
      screenModes: { a: 'actual' },
      keyboardLayouts: { a: 'de' },
    }
    expect(readKept(kept)).toEqual(kept)
  })

  it.each([null, 5, 'x', [], { layout: 'spiral', sort: 1, foldedGroups: [1], screenModes: [] }])(
    'falls back alone where it is not: %j',
    (value) => {
      expect(readKept(value)).toMatchObject({ layout: 'cards', sort: 'name', foldedGroups: [] })
    },
  )

  it('forgets what a machine cannot have, alone', () => {
    const modes = { a: 'resize', b: 'huge', c: 7 }
    expect(readKept({ screenModes: modes, keyboardLayouts: { a: 'xx' } })).toMatchObject({
      screenModes: { a: 'resize' },
      keyboardLayouts: {},
    })
  })

  it('takes over what another window keeps, and does not write over it', () => {
    keep({ layout: 'rows' })
    const state = { ...initialKept, layout: 'rows', screenModes: { a: 'actual' } }
    localStorage.setItem('kept', JSON.stringify({ state, version: 0 }))
    window.dispatchEvent(new StorageEvent('storage', { key: 'another' }))
    expect(useKept.getState().screenModes).toEqual({})
    window.dispatchEvent(new StorageEvent('storage', { key: 'kept' }))
    expect(useKept.getState().screenModes).toEqual({ a: 'actual' })
    keep({ sort: 'state' })
    expect(JSON.parse(localStorage.getItem('kept') ?? '')).toMatchObject({
      state: { layout: 'rows', screenModes: { a: 'actual' }, sort: 'state' },
    })
  })
})
