export interface PointerLockOptions {
  /** Asked at every press of a button. */
  readonly wanted: () => boolean
  /** A movement in CSS px. */
  readonly onMove: (dx: number, dy: number) => void
}

/**
 * Takes the pointer of the display for a guest whose mouse is relative, from a click on its screen
 * until `leave` or Escape. Returns the remover.
 */
export function lockPointer(element: HTMLElement, options: PointerLockOptions): () => void {
  const holds = (): boolean =>
    document.pointerLockElement !== null && element.contains(document.pointerLockElement)
  const press = (event: PointerEvent): void => {
    if (!options.wanted() || holds() || !(event.target instanceof HTMLCanvasElement)) return
    // Denied where the page is not in front: the next click asks again.
    Promise.resolve(event.target.requestPointerLock()).catch(() => undefined)
  }
  const move = (event: MouseEvent): void => {
    if (holds()) options.onMove(event.movementX, event.movementY)
  }
  element.addEventListener('pointerdown', press)
  // In the capture phase, for noVNC stops what its canvas gets.
  document.addEventListener('mousemove', move, true)
  return () => {
    if (holds()) document.exitPointerLock()
    element.removeEventListener('pointerdown', press)
    document.removeEventListener('mousemove', move, true)
  }
}

export const leavePointer = (): void => {
  if (document.pointerLockElement !== null) document.exitPointerLock()
}
