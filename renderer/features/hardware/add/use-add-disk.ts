import type { ErrorData } from '../../../../shared/domain/errors.ts'
import { useWork } from '../../../ui/use-work.ts'
import { useForm } from '../form-context.ts'
import { addDisk, type AddDisk } from './add-disk.ts'

/** Adds a disk from a form of the dialog, which stays open with the reason where that fails. */
export function useAddDisk(onDone: (item: string) => void): {
  readonly busy: boolean
  readonly error: ErrorData | null
  readonly add: (what: AddDisk) => void
} {
  const { guest } = useForm()
  const { busy, error, run } = useWork(guest)
  const add = (what: AddDisk) =>
    void run(
      () => addDisk(guest.id, what),
      (disk) => onDone(`disks.${disk}`),
    )
  return { busy, error, add }
}
