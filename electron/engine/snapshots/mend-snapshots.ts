import { rm } from 'node:fs/promises'
import type { GuestHandle } from '../guest/guest-handle.ts'
import { plugClipboard } from '../saving/clipboard.ts'
import { deleteEverywhere, finishDelete } from './finish-delete.ts'
import { finishRevert } from './finish-revert.ts'
import { forgetScreen } from './snapshot-picture.ts'
import { readSnapshots, snapshotOf, writeSnapshots } from './snapshots-file.ts'

/**
 * Puts in order what was begun with the guest's snapshots and cut off: a half-taken one is taken out
 * of the images, a deletion and a return are finished. Costs the reading of one small file where
 * there is nothing to do. To be called before the images are used. Rejects with
 * SNAPSHOTS_UNREADABLE, and what the finishing meets.
 */
export async function mendSnapshots(handle: GuestHandle): Promise<void> {
  const { paths, logger } = handle
  const file = await readSnapshots(paths)
  const { pending } = file
  if (pending === null) return
  logger.info('mending snapshots', { ...pending })
  const { snapshot: id } = pending
  switch (pending.action) {
    case 'take':
      await deleteEverywhere(handle, id, [handle.config()])
      await rm(paths.snapshotTpmDir(id), { recursive: true, force: true })
      await forgetScreen(handle, id)
      await goOn(handle, pending)
      return writeSnapshots(paths, { ...file, pending: null })
    case 'delete':
      return finishDelete(handle, snapshotOf(file, id))
    case 'revert':
      await finishRevert(handle, snapshotOf(file, id))
  }
}

/** A guest that stood still while its memory was being saved runs again, as it did before. */
async function goOn(handle: GuestHandle, pending: { readonly goOn: boolean }): Promise<void> {
  const run = handle.run()
  if (run === null || !pending.goOn) return
  if (run.record.config.clipboard !== 'off') {
    // It may be plugged in still.
    await plugClipboard(run.qmp).catch((error: unknown) => {
      handle.logger.debug('clipboard', { error })
    })
  }
  await run.qmp.execute('cont')
  await handle.readRunState()
}
