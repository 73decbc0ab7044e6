import { useState } from 'react'
import { call, errorDataOf } from '../ipc/call.ts'
import { notifyFailure } from './notify.ts'

export interface JobCancel {
  /** It was asked to end, and has not refused. */
  readonly asked: boolean
  readonly cancel: () => void
}

/** Ends what takes long; the guest is then as it was before. A refusal is told in a toast. */
export function useJobCancel(id: string): JobCancel {
  const [asked, setAsked] = useState<string | null>(null)
  const cancel = (): void => {
    setAsked(id)
    call('jobs.cancel', { id }).catch((caught: unknown) => {
      setAsked(null)
      notifyFailure({ id: `job:${id}`, error: errorDataOf(caught) })
    })
  }
  return { asked: asked === id, cancel }
}
