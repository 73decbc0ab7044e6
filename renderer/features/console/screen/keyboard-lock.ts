/** Not in TypeScript's DOM types; Chromium alone has it. */
interface LockableKeyboard {
  lock(): Promise<void>
  unlock(): void
}

const keyboard = (): LockableKeyboard | undefined =>
  (navigator as Navigator & { readonly keyboard?: LockableKeyboard }).keyboard

/**
 * Asks the desktop for the keys that it takes itself, such as Alt+Tab and Super, for as long as the
 * window is full-screen; there it gives them. Returns what gives them back.
 *
 * Chromium wants the page itself to be full-screen for that, and ends it at Escape, which the guest
 * needs; the window stays full-screen (it is by its own doing), and the next key asks again.
 */
export function holdKeyboard(): () => void {
  const lock = keyboard()
  if (lock === undefined) return () => undefined
  const take = async (): Promise<void> => {
    if (document.fullscreenElement === null) await document.documentElement.requestFullscreen()
    await lock.lock()
  }
  // Denied without a key or click of the person's just before: the next one asks again.
  const ask = (): void => void take().catch(() => undefined)
  const again = (event: Event): void => {
    if (document.fullscreenElement !== null) return
    if (!(event instanceof KeyboardEvent && event.key === 'Escape')) ask()
  }
  ask()
  window.addEventListener('keydown', again, true)
  window.addEventListener('pointerdown', again, true)
  return () => {
    window.removeEventListener('keydown', again, true)
    window.removeEventListener('pointerdown', again, true)
    lock.unlock()
    if (document.fullscreenElement !== null) document.exitFullscreen().catch(() => undefined)
  }
}
