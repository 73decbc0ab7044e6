/** CSS px from an edge where the picture begins to move, and how far it moves in a frame at most. */
const ZONE = 32
const SPEED = 16

const pull = (at: number, length: number): number => {
  if (at < ZONE) return -(ZONE - at) / ZONE
  if (at > length - ZONE) return (at - length + ZONE) / ZONE
  return 0
}

/**
 * Moves a picture that is larger than its frame when the pointer nears an edge: its wheel and its
 * drags are the guest's. Returns the remover.
 */
export function panAtEdges(scroller: HTMLElement): () => void {
  let frame = 0
  let [dx, dy] = [0, 0]
  const step = (): void => {
    const { scrollLeft, scrollTop } = scroller
    scroller.scrollBy(dx * SPEED, dy * SPEED)
    // A picture that fits, or has come to its end, costs nothing while the pointer rests there.
    const moved = scroller.scrollLeft !== scrollLeft || scroller.scrollTop !== scrollTop
    frame = moved ? requestAnimationFrame(step) : 0
  }
  const move = (event: PointerEvent): void => {
    const box = scroller.getBoundingClientRect()
    dx = pull(event.clientX - box.left, box.width)
    dy = pull(event.clientY - box.top, box.height)
    if (frame === 0 && (dx !== 0 || dy !== 0)) frame = requestAnimationFrame(step)
  }
  const leave = (): void => {
    dx = 0
    dy = 0
  }
  scroller.addEventListener('pointermove', move)
  scroller.addEventListener('pointerleave', leave)
  return () => {
    cancelAnimationFrame(frame)
    scroller.removeEventListener('pointermove', move)
    scroller.removeEventListener('pointerleave', leave)
  }
}
