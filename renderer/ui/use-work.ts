import { useCallback, useEffect, useRef, useState } from 'react'
import type { ErrorData } from '../../shared/domain/errors.ts'
import { errorDataOf } from '../ipc/call.ts'
import { notifyFailure } from './notify.ts'

export interface Work {
  readonly busy: boolean
  readonly error: ErrorData | null
  /** Forgets the last failure. */
  readonly clear: () => void
  /** Never rejects; `done` follows where the part of the page is still there. */
  readonly run: <T>(work: () => Promise<T>, done?: (value: T) => void) => Promise<void>
}

/**
 * What a part of a page does, which may take long. It goes on when the part is left: a failure is
 * then told in a toast. That a person cancelled it is no failure. `id` and `name` are of the machine.
 */
export function useWork({ id, name }: { readonly id: string; readonly name: string }): Work {
  const [error, setError] = useState<ErrorData | null>(null)
  const [busy, setBusy] = useState(false)
  const shown = useRef(true)
  useEffect(() => {
    shown.current = true
    return () => {
      shown.current = false
    }
  }, [])
  const run = useCallback<Work['run']>(
    async (work, done) => {
      setBusy(true)
      setError(null)
      try {
        const value = await work()
        if (shown.current) done?.(value)
      } catch (caught) {
        const data = errorDataOf(caught)
        if (data.code === 'JOB_CANCELLED') return
        if (shown.current) setError(data)
        else notifyFailure({ id: `guest:${id}`, about: name, error: data })
      } finally {
        setBusy(false)
      }
    },
    [id, name],
  )
  const clear = useCallback(() => setError(null), [])
  return { busy, error, clear, run }
}
