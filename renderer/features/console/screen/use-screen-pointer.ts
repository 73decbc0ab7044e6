import { type RefObject, useEffect } from 'react'
import { panAtEdges } from './edge-pan.ts'
import { lockPointer } from './pointer-lock.ts'
import type { ScreenLink } from './screen-link.ts'

/**
 * The pointer over a guest's screen: at the edges of a picture that is larger than its frame, and
 * where the guest's own is relative. `scale`: CSS px of a pixel of the guest.
 */
export function useScreenPointer(
  scroller: RefObject<HTMLElement | null>,
  link: ScreenLink | null,
  absolute: boolean,
  scale: number,
): void {
  useEffect(() => {
    if (scroller.current === null || !absolute) return undefined
    return panAtEdges(scroller.current)
  }, [scroller, absolute])

  useEffect(() => {
    const element = scroller.current
    if (element === null || link === null) return undefined
    return lockPointer(element, {
      wanted() {
        const { absolutePointer, viewOnly, connection } = link.store.getState()
        return !absolutePointer && !viewOnly && connection === 'connected'
      },
      onMove: (dx, dy) => link.movePointer(dx / scale, dy / scale),
    })
  }, [scroller, link, scale])
}
