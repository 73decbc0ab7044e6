import { beforeEach, describe, expect, it } from 'vitest'
import { sampleGuest } from '../dev/samples.ts'
import { showState } from '../dev/show-state.ts'
import { selectGuestId, useView } from '../stores/view-store.ts'
import { handleShortcut } from './shortcuts.ts'

const press = (key: string, more: KeyboardEventInit = {}) => {
  const event = new KeyboardEvent('keydown', { key, ctrlKey: true, cancelable: true, ...more })
  handleShortcut(event)
  return event
}

describe('handleShortcut', () => {
  const guests = [sampleGuest(1, 'a', 'running'), sampleGuest(2, 'b', 'running')]
  beforeEach(() => showState(guests))

  it('opens New machine with Ctrl+N', () => {
    expect(press('n').defaultPrevented).toBe(true)
    expect(useView.getState().dialog).toEqual({ kind: 'create' })
  })

  it('opens the machines by their numbers', () => {
    press('2')
    expect(selectGuestId(useView.getState())).toBe(guests[1]?.id)
    expect(press('3').defaultPrevented).toBe(false)
    expect(selectGuestId(useView.getState())).toBe(guests[1]?.id)
  })

  it('goes to the search, and unfolds the sidebar where it is folded', () => {
    press('k')
    expect(useView.getState().drawerOpen).toBe(true)
    const field = document.createElement('input')
    field.id = 'machine-search'
    document.body.append(field)
    press('k')
    expect(document.activeElement).toBe(field)
    field.remove()
  })

  it('leaves other keys, keys that are taken, and open dialogs alone', () => {
    press('n', { ctrlKey: false })
    press('n', { shiftKey: true })
    const taken = new KeyboardEvent('keydown', { key: 'n', ctrlKey: true, cancelable: true })
    taken.preventDefault()
    handleShortcut(taken)
    expect(useView.getState().dialog).toBeNull()
    showState(guests, { dialog: { kind: 'rename', id: guests[0]?.id ?? '' } })
    press('2')
    expect(selectGuestId(useView.getState())).toBeNull()
  })
})
