import { useEffect, useState } from 'react'
import type { ScreenLink } from './screen-link.ts'

/** ms between measurements, while somebody looks. */
const PAUSE_MS = 1000

/** ms of the last round trip to the guest's screen; null where there was no answer. */
export function useRoundTrip(link: ScreenLink | null, shown: boolean): number | null {
  const [time, setTime] = useState<number | null>(null)
  useEffect(() => {
    if (link === null || !shown) return undefined
    let timer: ReturnType<typeof setTimeout> | undefined
    let wanted = true
    const measure = (): void => {
      void link.measureRoundTrip().then((ms) => {
        if (!wanted) return
        setTime(ms)
        timer = setTimeout(measure, PAUSE_MS)
      })
    }
    measure()
    return () => {
      wanted = false
      clearTimeout(timer)
    }
  }, [link, shown])
  return time
}
