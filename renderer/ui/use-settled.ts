import { useEffect, useState } from 'react'

/** ms; a pause between two keys of somebody who types is shorter. */
const PAUSE_MS = 300

/**
 * `text`, once nobody has typed on it for a moment; until then what it was before. What is asked of
 * main about a path is asked about the whole of it, not about each of its beginnings.
 */
export function useSettled(text: string): string {
  const [settled, setSettled] = useState(text)
  useEffect(() => {
    if (settled === text) return undefined
    const timer = setTimeout(() => setSettled(text), PAUSE_MS)
    return () => clearTimeout(timer)
  }, [text, settled])
  return settled
}
