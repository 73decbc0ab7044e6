import { useCallback, useEffect, useState } from 'react'
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

type State<T> = Omit<Asked<T>, 'again'>

/**
 * Asks whenever `ask` is another function (see useCallback); null asks for nothing. Answers that
 * come after that are ignored.
 */
export function useAnswer<T>(ask: (() => Promise<T>) | null): Asked<T> {
  const [state, setState] = useState<State<T>>({ value: null, error: null, busy: ask !== null })
  const [round, setRound] = useState(0)
  useEffect(() => {
    if (ask === null) {
      setState({ value: null, error: null, busy: false })
      return
    }
    let ended = false
    setState((before) => ({ ...before, busy: true }))
    ask().then(
      (value) => !ended && setState({ value, error: null, busy: false }),
      (caught: unknown) =>
        !ended && setState(({ value }) => ({ value, error: errorDataOf(caught), busy: false })),
    )
    return () => {
      ended = true
    }
    // round: asked again.
  }, [ask, round])
  const again = useCallback(() => setRound((before) => before + 1), [])
  return { ...state, again }
}
