import { type RefObject, useEffect, useRef } from 'react'
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

  // A guest that changes its size while it has the pointer keeps it.
  const latestScale = useRef(scale)
  useEffect(() => {
    latestScale.current = scale
  }, [scale])
  useEffect(() => {
    const element = scroller.current
    if (element === null || link === null) return undefined
    return lockPointer(element, {
      wanted() {
        const { absolutePointer, viewOnly, connection } = link.store.getState()
        return !absolutePointer && !viewOnly && connection === 'connected'
      },
      onMove: (dx, dy) => link.movePointer(dx / latestScale.current, dy / latestScale.current),
    })
  }, [scroller, link])
}
