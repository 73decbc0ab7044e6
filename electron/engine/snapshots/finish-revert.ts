import type { GuestHandle } from '../guest/guest-handle.ts'
import { imageTools } from '../storage/guest-disks.ts'
import { restoreTpmState } from '../storage/tpm-state.ts'
import { jobOutcome } from './qmp-job.ts'
import { restoredConfig } from './restored-config.ts'
import { changeSnapshot, requireUsable, snapshotImages } from './snapshot-images.ts'
import { showScreen } from './snapshot-picture.ts'
import { readSnapshots, type Snapshot, writeSnapshots } from './snapshots-file.ts'
import { uncancelled } from './uncancelled.ts'

/** QEMU's id of the job that loads a snapshot's memory. */
export const loadJobId = (tag: string): string => `load-${tag}`

/**
 * Goes on with a return to a snapshot from any point on. Of a guest that runs the memory was being
 * loaded: where that failed QEMU is ended, because neither memory nor disks are what they were, and
 * the disks are then put back as for one that is off.
 */
export async function finishRevert(handle: GuestHandle, snapshot: Snapshot): Promise<void> {
  const run = handle.run()
  if (run !== null) {
    const failure = await jobOutcome(run.qmp, loadJobId(snapshot.id))
    if (failure === null) return recordRevert(handle, snapshot)
    await handle.end()
  }
  await revertImages(handle, snapshot)
  await recordRevert(handle, snapshot)
}

/** The disks, UEFI's variables and the TPM of a guest that is off. Can be done again and again. */
async function revertImages(handle: GuestHandle, snapshot: Snapshot): Promise<void> {
  const { paths } = handle
  const { id, tpm } = snapshot
  const images = snapshotImages(snapshot, paths)
  await requireUsable(images)
  const tools = await imageTools(uncancelled(handle))
  for (const image of images) await changeSnapshot(tools, '-a', id, image)
  if (tpm) await restoreTpmState(paths.snapshotTpmDir(id), paths.tpmDir)
}

/** The guest is now where the snapshot was. */
export async function recordRevert(handle: GuestHandle, snapshot: Snapshot): Promise<void> {
  await handle.writeConfig(restoredConfig(snapshot.config, handle.config()))
  const file = await readSnapshots(handle.paths)
  await writeSnapshots(handle.paths, { ...file, current: snapshot.id, pending: null })
  if (handle.run() === null && handle.keepsPictures()) await showScreen(handle, snapshot.id)
}
