import type { ReleaseChord } from '../../../shared/domain/settings.ts'

/** The keys of each chord, by what they mean, or by their place where the side counts. */
const chordKeys: Readonly<Record<ReleaseChord, readonly string[]>> = {
  'ctrl-alt': ['Control', 'Alt'],
  'ctrl-alt-shift': ['Control', 'Alt', 'Shift'],
  'right-ctrl': ['ControlRight'],
}

/** The key as a place on the keyboard; keys that no keyboard has are known by their meaning. */
const placeOf = (event: KeyboardEvent): string => event.code || event.key

/** What it means; X11 gives Alt another meaning while Shift is down. */
const meaningOf = ({ key, code }: KeyboardEvent): string =>
  key === 'Meta' && code.startsWith('Alt') ? 'Alt' : key

/**
 * Calls `release` when the chord's keys were pressed inside `element`, with no other key, and let
 * go. It waits until all are up: what has the keyboard must see the keys rise too, or they would be
 * stuck down in the guest. Returns the remover.
 */
export function onReleaseChord(
  element: HTMLElement,
  chordNow: () => ReleaseChord,
  release: () => void,
): () => void {
  /**
   * What each key that is down meant as it went down. By place, for its meaning may be another when
   * it rises: Shift down, "A" down, Shift up, "a" up.
   */
  const down = new Map<string, string>()
  let chord = false
  const keydown = (event: KeyboardEvent): void => {
    down.set(placeOf(event), meaningOf(event))
    const keys = chordKeys[chordNow()]
    const held = new Set([...down.values(), ...down.keys()])
    chord = down.size === keys.length && keys.every((key) => held.has(key))
  }
  const keyup = (event: KeyboardEvent): void => {
    const wasHeld = down.delete(placeOf(event))
    if (!wasHeld || down.size > 0 || !chord) return
    chord = false
    release()
  }
  const forget = (): void => {
    down.clear()
    chord = false
  }
  // In the capture phase, for noVNC and xterm.js stop what they take.
  element.addEventListener('keydown', keydown, true)
  element.addEventListener('keyup', keyup, true)
  element.addEventListener('focusout', forget)
  // Keys that rise in another window are not told here.
  window.addEventListener('blur', forget)
  return () => {
    element.removeEventListener('keydown', keydown, true)
    element.removeEventListener('keyup', keyup, true)
    element.removeEventListener('focusout', forget)
    window.removeEventListener('blur', forget)
  }
}
