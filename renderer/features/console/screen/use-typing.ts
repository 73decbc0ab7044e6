import { useCallback, useEffect, useRef, useState } from 'react'
import type { ScreenLink } from './screen-link.ts'
import type { TextPlan } from './typing/plan-text.ts'
import { typeStrokes } from './typing/type-strokes.ts'

/** How far a text has been typed, in characters. */
export interface TypingProgress {
  readonly typed: number
  readonly total: number
}

export interface Typing {
  /** null while nothing is typed. */
  readonly progress: TypingProgress | null
  readonly start: (plan: TextPlan) => void
  readonly stop: () => void
}

/** Types texts into the guest, one at a time. Ends with the link. */
export function useTyping(link: ScreenLink | null): Typing {
  const [progress, setProgress] = useState<TypingProgress | null>(null)
  const running = useRef<AbortController | null>(null)
  const stop = useCallback(() => running.current?.abort(), [])
  useEffect(() => stop, [stop])
  const start = useCallback(
    ({ strokes }: TextPlan) => {
      if (link === null) return
      running.current?.abort()
      const own = new AbortController()
      running.current = own
      const total = strokes.length
      const end = link.store.subscribe(({ connection }) => {
        if (connection !== 'connected') own.abort()
      })
      setProgress({ typed: 0, total })
      void typeStrokes(strokes, link.sendKey, own.signal, (typed) =>
        setProgress({ typed, total }),
      ).finally(() => {
        end()
        if (running.current !== own) return
        running.current = null
        setProgress(null)
      })
    },
    [link],
  )
  return { progress, start, stop }
}
