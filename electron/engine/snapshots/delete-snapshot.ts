import type { GuestHandle } from '../guest/guest-handle.ts'
import { finishDelete } from './finish-delete.ts'
import { mendSnapshots } from './mend-snapshots.ts'
import { readSnapshots, snapshotOf, writeSnapshots } from './snapshots-file.ts'

/**
 * Deletes a snapshot; what was taken after it is kept, and grows from the one before. Begun, it is
 * finished, by the next look where it was cut off. Rejects with SNAPSHOT_NOT_FOUND, DISK_IN_USE,
 * SNAPSHOT_FAILED, IMAGE_FAILED.
 */
export async function deleteSnapshot(
  handle: GuestHandle,
  input: { readonly snapshot: string },
): Promise<void> {
  await mendSnapshots(handle)
  const { paths } = handle
  const file = await readSnapshots(paths)
  const snapshot = snapshotOf(file, input.snapshot)
  handle.job.signal.throwIfAborted()
  const pending = { action: 'delete', snapshot: snapshot.id, goOn: false } as const
  await writeSnapshots(paths, { ...file, pending })
  await finishDelete(handle, snapshot)
}
