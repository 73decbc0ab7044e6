import type { GuestHandle } from '../guest/guest-handle.ts'

/**
 * For what is finished once it is begun, because half of it is no state of the guest: undoing,
 * deleting, going back.
 */
export function uncancelled(handle: GuestHandle): GuestHandle {
  const { signal } = new AbortController()
  const progress = (done: number, total: number): void => handle.job.progress(done, total)
  return { ...handle, job: { signal, progress } }
}
