const held = ['Control', 'Alt']

/** The key as a place on the keyboard; keys that no keyboard has are known by their meaning. */
const placeOf = (event: KeyboardEvent): string => event.code || event.key

/**
 * Calls `release` when Ctrl+Alt was pressed inside `element`, with no other key, and let go. It
 * waits until both are up: what has the keyboard must see the keys rise too, or they would be stuck
 * down in the guest. Returns the remover.
 */
export function onReleaseChord(element: HTMLElement, release: () => void): () => void {
  /**
   * What each key that is down meant as it went down. By place, for its meaning may be another when
   * it rises: Shift down, "A" down, Shift up, "a" up.
   */
  const down = new Map<string, string>()
  let chord = false
  const keydown = (event: KeyboardEvent): void => {
    down.set(placeOf(event), event.key)
    const meanings = new Set(down.values())
    chord = down.size === 2 && held.every((key) => meanings.has(key))
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
