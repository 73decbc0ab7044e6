import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { ReleaseChord } from '../../../shared/domain/settings.ts'
import { onReleaseChord } from './release-chord.ts'

describe('onReleaseChord', () => {
  const release = vi.fn<() => void>()
  let element: HTMLElement
  let remove: () => void
  let chosen: ReleaseChord
  beforeEach(() => {
    release.mockReset()
    chosen = 'ctrl-alt'
    element = document.createElement('div')
    remove = onReleaseChord(element, () => chosen, release)
  })
  const send = (type: string, key: string, code: string) =>
    element.dispatchEvent(new KeyboardEvent(type, { key, code }))
  /** The place of each key; of the others it is the key itself. */
  const places: Readonly<Record<string, string>> = { Control: 'ControlLeft', Alt: 'AltLeft' }
  const press = (...keys: string[]) =>
    keys.forEach((key) => send('keydown', key, places[key] ?? key))
  const lift = (...keys: string[]) => keys.forEach((key) => send('keyup', key, places[key] ?? key))

  it('releases when both keys are up again, in either order', () => {
    press('Control', 'Alt')
    lift('Control')
    expect(release).not.toHaveBeenCalled()
    lift('Alt')
    expect(release).toHaveBeenCalledTimes(1)
    press('Alt', 'Control')
    lift('Control', 'Alt')
    expect(release).toHaveBeenCalledTimes(2)
  })

  it('lets the guest have Ctrl+Alt+F2, Ctrl alone and Alt alone', () => {
    press('Control', 'Alt', 'F2')
    lift('F2', 'Alt', 'Control')
    press('Control')
    lift('Control')
    press('Alt')
    lift('Alt')
    expect(release).not.toHaveBeenCalled()
  })

  it('forgets keys that are let go elsewhere', () => {
    press('Control', 'Alt')
    element.dispatchEvent(new FocusEvent('focusout'))
    lift('Control', 'Alt')
    expect(release).not.toHaveBeenCalled()
  })

  it('knows a key that means something else when it rises', () => {
    send('keydown', 'Shift', 'ShiftLeft')
    send('keydown', 'A', 'KeyA')
    send('keyup', 'Shift', 'ShiftLeft')
    send('keyup', 'a', 'KeyA')
    press('Control', 'Alt')
    lift('Alt', 'Control')
    expect(release).toHaveBeenCalledTimes(1)
  })

  it.each([
    ['ControlRight', 'AltRight'],
    // Caps Lock as another Ctrl, as many have it.
    ['CapsLock', 'AltLeft'],
  ])('takes %s and %s', (control, alt) => {
    send('keydown', 'Control', control)
    send('keydown', 'Alt', alt)
    send('keyup', 'Alt', alt)
    send('keyup', 'Control', control)
    expect(release).toHaveBeenCalledTimes(1)
  })

  it('forgets keys that rise in another window', () => {
    press('x')
    window.dispatchEvent(new Event('blur'))
    press('Control', 'Alt')
    lift('Control', 'Alt')
    expect(release).toHaveBeenCalledTimes(1)
  })

  it('takes the chord that is chosen, from the next key on, and no other', () => {
    chosen = 'ctrl-alt-shift'
    press('Control', 'Alt')
    lift('Alt', 'Control')
    expect(release).not.toHaveBeenCalled()
    send('keydown', 'Control', 'ControlLeft')
    send('keydown', 'Shift', 'ShiftLeft')
    // As X11 has it while Shift is down.
    send('keydown', 'Meta', 'AltLeft')
    for (const code of ['AltLeft', 'ShiftLeft', 'ControlLeft']) send('keyup', 'x', code)
    expect(release).toHaveBeenCalledTimes(1)

    chosen = 'right-ctrl'
    press('Control')
    lift('Control')
    expect(release).toHaveBeenCalledTimes(1)
    send('keydown', 'Control', 'ControlRight')
    send('keydown', 'c', 'KeyC')
    send('keyup', 'c', 'KeyC')
    send('keyup', 'Control', 'ControlRight')
    expect(release).toHaveBeenCalledTimes(1)
    send('keydown', 'Control', 'ControlRight')
    send('keyup', 'Control', 'ControlRight')
    expect(release).toHaveBeenCalledTimes(2)
  })

  it('can be removed', () => {
    remove()
    press('Control', 'Alt')
    lift('Control', 'Alt')
    expect(release).not.toHaveBeenCalled()
  })
})
