import { useEffect } from 'react'
import { call, errorDataOf } from '../../ipc/call.ts'
import type { HostCheckId } from '../../../shared/domain/host-check.ts'
import { useHostCheck } from '../../stores/host-check-store.ts'
import { notifyFailure } from '../../ui/notify.ts'

/** Looks at everything anew, or at that one; what is found comes through the topic. */
export function checkAgain(id?: HostCheckId): void {
  call('hostCheck.run', id === undefined ? {} : { id }).catch((caught: unknown) =>
    notifyFailure({ id: 'host-check', error: errorDataOf(caught) }),
  )
}

/** Has the computer looked at when this is first shown, unless that was done since the app started. */
export function useFirstCheck(): void {
  const known = useHostCheck(({ known: isKnown }) => isKnown)
  useEffect(() => {
    if (known && useHostCheck.getState().state === 'not-run') checkAgain()
  }, [known])
}
