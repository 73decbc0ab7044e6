import { useEffect, useState } from 'react'
import { call, errorDataOf } from '../../ipc/call.ts'
import type { HostCheckId } from '../../../shared/domain/host-check.ts'
import { useHostCheck } from '../../stores/host-check-store.ts'
import { notifyFailure } from '../../ui/notify.ts'

/**
 * Looks at everything anew, or at that one; what is found comes through the topic. Resolves with
 * whether it was begun; a refusal is told in a toast.
 */
export async function checkAgain(id?: HostCheckId): Promise<boolean> {
  try {
    await call('hostCheck.run', id === undefined ? {} : { id })
    return true
  } catch (caught) {
    notifyFailure({ id: 'host-check', error: errorDataOf(caught) })
    return false
  }
}

/**
 * Has the computer looked at when this is first shown, unless that was done since the app started.
 * True once that was refused: nothing is on its way then.
 */
export function useFirstCheck(): boolean {
  const known = useHostCheck(({ known: isKnown }) => isKnown)
  const [refused, setRefused] = useState(false)
  useEffect(() => {
    if (!known || useHostCheck.getState().state !== 'not-run') return
    void checkAgain().then((begun) => setRefused(!begun))
  }, [known])
  return refused
}
