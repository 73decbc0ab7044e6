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

  it('counts them as the list shows them', () => {
    const [a, b] = guests
    if (a?.config == null || b?.config == null) throw new Error('no samples')
    showState([a, { ...b, config: { ...b.config, pinned: true } }])
    press('1')
    expect(selectGuestId(useView.getState())).toBe(b.id)
    showState([a, b], { search: 'b' })
    press('1')
    expect(selectGuestId(useView.getState())).toBe(b.id)
  })

  it('does nothing over a dialog of a part of the window', () => {
    const question = document.createElement('div')
    Object.assign(question.dataset, { modal: '' })
    document.body.append(question)
    expect(press('k').defaultPrevented).toBe(false)
    expect(useView.getState().dialog).toBeNull()
    question.remove()
  })

  it('goes to the search, and unfolds the sidebar where it is folded', () => {
    press('f')
    expect(useView.getState().drawerOpen).toBe(true)
    const field = document.createElement('input')
    field.id = 'machine-search'
    document.body.append(field)
    press('f')
    expect(document.activeElement).toBe(field)
    field.remove()
  })

  it('opens the palette and the sheet, and closes them by the same keys', () => {
    for (const [key, kind] of [
      ['k', 'palette'],
      ['/', 'shortcuts'],
    ] as const) {
      press(key)
      expect(useView.getState().dialog).toEqual({ kind })
      press(key)
      expect(useView.getState().dialog).toBeNull()
    }
    press('F1', { ctrlKey: false })
    expect(useView.getState().dialog).toEqual({ kind: 'shortcuts' })
  })

  it('goes to the settings with Ctrl+,', () => {
    press(',')
    expect(useView.getState().place).toEqual({ kind: 'settings' })
  })

  it('knows keys on other layouts', () => {
    press('/', { shiftKey: true })
    expect(useView.getState().dialog).toEqual({ kind: 'shortcuts' })
    showState(guests)
    press('&', { code: 'Digit1' })
    expect(selectGuestId(useView.getState())).toBe(guests[0]?.id)
    press('0')
    expect(selectGuestId(useView.getState())).toBeNull()
  })

  it('moves among the tabs of the page, around their ends', () => {
    const main = document.createElement('main')
    main.innerHTML = ['a', 'b', 'c']
      .map((id) => `<button role="tab" id="${id}" aria-selected="${id === 'c'}">${id}</button>`)
      .join('')
    document.body.append(main)
    expect(press('Tab').defaultPrevented).toBe(true)
    expect(document.activeElement?.id).toBe('a')
    press('Tab', { shiftKey: true })
    expect(document.activeElement?.id).toBe('b')
    main.remove()
    expect(press('Tab').defaultPrevented).toBe(false)
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
