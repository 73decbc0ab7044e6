import { useCallback, useEffect, useMemo, useState } from 'react'
import type { ErrorData } from '../../shared/domain/errors.ts'
import { errorDataOf } from '../ipc/call.ts'

/** An answer of main that is no topic: asked for when it is looked at, and again on demand. */
export interface Asked<T> {
  /** The last answer; it stays while it is asked for again, and where that fails. */
  readonly value: T | null
  readonly error: ErrorData | null
  readonly busy: boolean
  readonly again: () => void
}

/** What was answered, and to which question. */
interface Answered<T> {
  readonly question: object | null
  readonly value: T | null
  readonly error: ErrorData | null
}

const nothing = { question: null, value: null, error: null } as const

/**
 * Asks whenever `ask` is another function (see useCallback); null asks for nothing, and forgets what
 * was answered. Answers that come after that are ignored.
 */
export function useAnswer<T>(ask: (() => Promise<T>) | null): Asked<T> {
  const [answered, setAnswered] = useState<Answered<T>>(nothing)
  const [round, setRound] = useState(0)
  const question = useMemo(() => ({ ask, round }), [ask, round])
  useEffect(() => {
    let ended = false
    question.ask?.().then(
      (value) => !ended && setAnswered({ question, value, error: null }),
      (caught: unknown) =>
        !ended && setAnswered(({ value }) => ({ question, value, error: errorDataOf(caught) })),
    )
    return () => {
      ended = true
    }
  }, [question])
  // While rendering, so that nothing is shown of what was asked before.
  if (ask === null && answered.question !== null) setAnswered(nothing)
  const again = useCallback(() => setRound((before) => before + 1), [])
  const { value, error } = ask === null ? nothing : answered
  return { value, error, busy: ask !== null && answered.question !== question, again }
}
