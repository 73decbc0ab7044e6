import { useState } from 'react'
import type { ErrorData } from '../../../../shared/domain/errors.ts'
import { errorDataOf } from '../../../ipc/call.ts'
import { useForm } from '../form-context.ts'
import { addDisk, type AddDisk } from './add-disk.ts'

/** Adds a disk from a form of the dialog, which stays open with the reason where that fails. */
export function useAddDisk(onDone: (item: string) => void): {
  readonly busy: boolean
  readonly error: ErrorData | null
  readonly add: (what: AddDisk) => void
} {
  const { guest } = useForm()
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<ErrorData | null>(null)
  const add = (what: AddDisk) => {
    setBusy(true)
    setError(null)
    addDisk(guest.id, what).then(
      (disk) => onDone(`disks.${disk}`),
      (caught: unknown) => {
        setError(errorDataOf(caught))
        setBusy(false)
      },
    )
  }
  return { busy, error, add }
}
