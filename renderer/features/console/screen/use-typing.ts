import { useCallback, useEffect, useRef, useState } from 'react'
import { GuesthouseError } from '../../../../shared/domain/errors.ts'
import { notifyFailure } from '../../../ui/notify.ts'
import type { ScreenLink, ScreenState } from './screen-link.ts'
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

/** Why typing was stopped: a person who did it themselves is not told. */
const BY_PERSON = 'by the person'

const takesKeys = ({ connection, viewOnly }: ScreenState): boolean =>
  connection === 'connected' && !viewOnly

/**
 * Types texts into the guest, one at a time. Ends with the link, and where the screen is left: how
 * far it came is said then.
 */
export function useTyping(id: string, name: string, link: ScreenLink | null): Typing {
  const [progress, setProgress] = useState<TypingProgress | null>(null)
  const running = useRef<AbortController | null>(null)
  const stop = useCallback(() => running.current?.abort(BY_PERSON), [])
  useEffect(() => () => running.current?.abort(), [])
  const start = useCallback(
    ({ strokes }: TextPlan) => {
      if (link === null) return
      running.current?.abort(BY_PERSON)
      const own = new AbortController()
      running.current = own
      const total = strokes.length
      const end = link.store.subscribe((screen) => {
        if (!takesKeys(screen)) own.abort()
      })
      setProgress({ typed: 0, total })
      const onProgress = (typed: number): void => setProgress({ typed, total })
      void typeStrokes(strokes, link.sendKey, own.signal, onProgress).then((typed) => {
        end()
        if (typed < total && own.signal.reason !== BY_PERSON) {
          const error = new GuesthouseError('TYPING_STOPPED', { typed, total }).toData()
          notifyFailure({ id: `typing:${id}`, about: name, error })
        }
        if (running.current !== own) return
        running.current = null
        setProgress(null)
      })
    },
    [id, name, link],
  )
  return { progress, start, stop }
}
