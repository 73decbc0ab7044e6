const held = new Set(['Control', 'Alt'])

/**
 * Calls `release` when Ctrl+Alt was pressed inside `element`, with no other key, and let go. It
 * waits until both are up: what has the keyboard must see the keys rise too, or they would be stuck
 * down in the guest. Returns the remover.
 */
export function onReleaseChord(element: HTMLElement, release: () => void): () => void {
  const down = new Set<string>()
  let chord = false
  const keydown = (event: KeyboardEvent): void => {
    down.add(event.key)
    chord = down.size === 2 && [...held].every((key) => down.has(key))
  }
  const keyup = (event: KeyboardEvent): void => {
    const wasHeld = down.delete(event.key)
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
  return () => {
    element.removeEventListener('keydown', keydown, true)
    element.removeEventListener('keyup', keyup, true)
    element.removeEventListener('focusout', forget)
  }
}
