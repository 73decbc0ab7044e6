import { useCallback, useState } from 'react'
import type { GuestAction } from '../../../shared/domain/guest.ts'
import { request } from './commands.ts'

/** Requests actions of one guest; `pending` is the one whose answer is awaited. */
export function useRequest(id: string): {
  readonly pending: GuestAction | null
  readonly send: (action: GuestAction) => void
} {
  const [pending, setPending] = useState<GuestAction | null>(null)
  const send = useCallback(
    (action: GuestAction) => {
      setPending(action)
      void request(id, action).finally(() => setPending(null))
    },
    [id],
  )
  return { pending, send }
}
