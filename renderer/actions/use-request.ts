import { useCallback, useState } from 'react'
import { type OfferedAction, request } from './guest-commands.ts'

/** Requests actions of one guest; `pending` is the one whose answer is awaited. */
export function useRequest(id: string): {
  readonly pending: OfferedAction | null
  readonly send: (action: OfferedAction) => void
} {
  const [pending, setPending] = useState<OfferedAction | null>(null)
  const send = useCallback(
    (action: OfferedAction) => {
      setPending(action)
      void request(id, action).finally(() => setPending(null))
    },
    [id],
  )
  return { pending, send }
}
