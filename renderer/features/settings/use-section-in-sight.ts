import { type Dispatch, type SetStateAction, useEffect, useState } from 'react'
import { headingId, type PageSection, pageSections } from './section.tsx'

/** px below the upper edge in which a heading counts as reached. */
const REACHED = 48

/** The section that is read, by how far the page is scrolled. */
export function useSectionInSight(scroller: {
  readonly current: HTMLElement | null
}): readonly [PageSection, Dispatch<SetStateAction<PageSection>>] {
  const [current, setCurrent] = useState<PageSection>('appearance')
  useEffect(() => {
    const element = scroller.current
    if (element === null) return undefined
    const look = (): void => {
      const top = element.getBoundingClientRect().top + REACHED
      const reached = pageSections.filter((section) => {
        const heading = document.getElementById(headingId(section))
        return heading !== null && heading.getBoundingClientRect().top <= top
      })
      const atEnd = element.scrollTop + element.clientHeight >= element.scrollHeight - 1
      setCurrent((before) => {
        // The last ones do not come to the top: one of them may have been chosen.
        if (atEnd && !reached.includes(before)) return before
        return reached.at(-1) ?? 'appearance'
      })
    }
    element.addEventListener('scroll', look, { passive: true })
    return () => element.removeEventListener('scroll', look)
  }, [scroller])
  return [current, setCurrent]
}
