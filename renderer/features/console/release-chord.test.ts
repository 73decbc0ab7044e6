import { beforeEach, describe, expect, it, vi } from 'vitest'
import { onReleaseChord } from './release-chord.ts'

describe('onReleaseChord', () => {
  const release = vi.fn<() => void>()
  let element: HTMLElement
  let remove: () => void
  beforeEach(() => {
    release.mockReset()
    element = document.createElement('div')
    remove = onReleaseChord(element, release)
  })
  const press = (...keys: string[]) =>
    keys.forEach((key) => element.dispatchEvent(new KeyboardEvent('keydown', { key })))
  const lift = (...keys: string[]) =>
    keys.forEach((key) => element.dispatchEvent(new KeyboardEvent('keyup', { key })))

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

  it('can be removed', () => {
    remove()
    press('Control', 'Alt')
    lift('Control', 'Alt')
    expect(release).not.toHaveBeenCalled()
  })
})
