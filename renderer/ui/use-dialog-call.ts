import { useState } from 'react'
import type { ErrorData } from '../../shared/domain/errors.ts'
import { errorDataOf } from '../ipc/call.ts'
import { closeDialogIfOpen, useView } from '../stores/view-store.ts'
import { notifyFailure } from './notify.ts'

export interface DialogCall {
  readonly error: ErrorData | null
  readonly busy: boolean
  /**
   * Runs what the dialog is for and closes it; `done` follows if it was open until then. A failure
   * is shown in it, or in a toast where it was closed meanwhile. Never rejects.
   */
  readonly run: <T>(
    about: About,
    work: () => Promise<T>,
    done?: (value: T) => void,
  ) => Promise<void>
}

export interface About {
  /** Of the toast. */
  readonly id: string
  /** The machine's name. */
  readonly name: string
}

/** What the open dialog does when it is sent. It can be closed, and another opened, at any time. */
export function useDialogCall(): DialogCall {
  const [error, setError] = useState<ErrorData | null>(null)
  const [busy, setBusy] = useState(false)

  const run: DialogCall['run'] = async (about, work, done) => {
    const { dialog } = useView.getState()
    setBusy(true)
    setError(null)
    try {
      const value = await work()
      if (closeDialogIfOpen(dialog)) done?.(value)
    } catch (caught) {
      const data = errorDataOf(caught)
      if (useView.getState().dialog === dialog) setError(data)
      else notifyFailure({ id: about.id, about: about.name, error: data })
      setBusy(false)
    }
  }
  return { error, busy, run }
}
