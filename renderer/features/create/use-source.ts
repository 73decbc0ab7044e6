import { useRef, useState } from 'react'
import type { ErrorData } from '../../../shared/domain/errors.ts'
import type { FoundSource } from '../../../shared/domain/provision.ts'
import { call, errorDataOf } from '../../ipc/call.ts'

export interface SourceState {
  readonly found: FoundSource | undefined
  /** The file that is being looked at. */
  readonly looking: string | null
  readonly error: ErrorData | null
  readonly look: (path: string) => Promise<void>
  readonly clear: () => void
}

/** The file that a machine is to be made of: looked at by main, or dropped before. */
export function useSource(initial: FoundSource | undefined): SourceState {
  const [found, setFound] = useState(initial)
  const [looking, setLooking] = useState<string | null>(null)
  const [error, setError] = useState<ErrorData | null>(null)
  /** An answer about an earlier file is of no interest. */
  const latest = useRef(0)

  const look = async (path: string) => {
    const mine = ++latest.current
    setLooking(path)
    setError(null)
    try {
      const next = await call('provision.inspect', { path })
      if (mine === latest.current) setFound(next)
    } catch (caught) {
      if (mine === latest.current) setError(errorDataOf(caught))
    }
    if (mine === latest.current) setLooking(null)
  }
  const clear = () => {
    latest.current += 1
    setFound(undefined)
    setLooking(null)
    setError(null)
  }
  return { found, looking, error, look, clear }
}
