import { type RefCallback, useCallback, useRef, useState } from 'react'

/** Whether an element has been in sight, or nearly: what is never looked at need not be fetched. */
export function useInSight(): readonly [RefCallback<Element>, boolean] {
  const [seen, setSeen] = useState(false)
  const observer = useRef<IntersectionObserver | null>(null)
  const ref = useCallback((element: Element | null) => {
    observer.current?.disconnect()
    observer.current = null
    if (element === null) return
    observer.current = new IntersectionObserver(
      (entries) => {
        if (!entries.some(({ isIntersecting }) => isIntersecting)) return
        setSeen(true)
        observer.current?.disconnect()
      },
      { rootMargin: '200px' },
    )
    observer.current.observe(element)
  }, [])
  return [ref, seen]
}
