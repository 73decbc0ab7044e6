import { GuesthouseError } from '../../../shared/domain/errors.ts'
import type { RevertResult } from '../../../shared/domain/snapshots.ts'
import type { GuestHandle, RunHandle } from '../guest/guest-handle.ts'
import { startedMemoryMiB } from '../qmp/index.ts'
import { imageTools } from '../storage/guest-disks.ts'
import { finishRevert, recordRevert } from './finish-revert.ts'
import { loadMemory } from './load-memory.ts'
import { mendSnapshots } from './mend-snapshots.ts'
import { isSameHardware } from './restored-config.ts'
import { findTag, requireUsable, snapshotImages } from './snapshot-images.ts'
import { readSnapshots, type Snapshot, snapshotOf, writeSnapshots } from './snapshots-file.ts'
import { withoutClipboard } from './without-clipboard.ts'

/**
 * Goes back to a snapshot: with memory in a guest that runs; of one that is off, to its disks (with
 * memory it has to be started for that: planRevert). The state that the guest is in is lost. Rejects
 * with SNAPSHOT_NOT_FOUND, SNAPSHOT_NEEDS_OFF, SNAPSHOT_OTHER_HARDWARE, SNAPSHOT_INCOMPLETE before
 * anything is changed, and with SNAPSHOT_LOAD_FAILED or IMAGE_FAILED.
 */
export async function revertSnapshot(
  handle: GuestHandle,
  input: { readonly snapshot: string },
): Promise<RevertResult> {
  const snapshot = await findSnapshot(handle, input.snapshot)
  const run = handle.run()
  if (run !== null) return revertRunning(handle, run, snapshot)
  const before = handle.config()
  await requireComplete(handle, snapshot)
  handle.job.signal.throwIfAborted()
  await beginRevert(handle, snapshot)
  await finishRevert(handle, snapshot)
  return { hardware: !isSameHardware(before, handle.config()) }
}

export async function findSnapshot(handle: GuestHandle, id: string): Promise<Snapshot> {
  await mendSnapshots(handle)
  return snapshotOf(await readSnapshots(handle.paths), id)
}

/** Rejects with SNAPSHOT_INCOMPLETE where an image of a guest that is off has no such snapshot. */
export async function requireComplete(handle: GuestHandle, snapshot: Snapshot): Promise<void> {
  const images = snapshotImages(snapshot, handle.paths)
  await requireUsable(images)
  const tools = await imageTools(handle)
  for (const image of images) {
    if ((await findTag(tools, snapshot.id, image)) !== null) continue
    throw new GuesthouseError('SNAPSHOT_INCOMPLETE', { path: image.path })
  }
}

/** From now on the return is finished, by whoever looks next. */
export async function beginRevert({ paths }: GuestHandle, { id }: Snapshot): Promise<void> {
  const file = await readSnapshots(paths)
  const pending = { action: 'revert', snapshot: id, goOn: false } as const
  await writeSnapshots(paths, { ...file, pending })
}

async function revertRunning(
  handle: GuestHandle,
  run: RunHandle,
  snapshot: Snapshot,
): Promise<RevertResult> {
  const { qmp, record } = run
  if (snapshot.kind !== 'memory') throw new GuesthouseError('SNAPSHOT_NEEDS_OFF')
  if (record.disposable) throw new GuesthouseError('SNAPSHOT_DISPOSABLE')
  const started = { ...record.config, memoryMiB: await startedMemoryMiB(qmp) }
  if (!isSameHardware(started, snapshot.config)) {
    throw new GuesthouseError('SNAPSHOT_OTHER_HARDWARE')
  }
  const { running } = await qmp.execute('query-status')
  handle.job.signal.throwIfAborted()
  await withoutClipboard(run, async () => {
    try {
      await loadMemory(qmp, snapshot, () => beginRevert(handle, snapshot))
    } catch (error) {
      // Before anything was loaded nothing was begun, and QEMU goes on as it was.
      if ((await readSnapshots(handle.paths)).pending !== null) {
        // Neither memory nor disks are what they were.
        await handle.end()
        await finishRevert(handle, snapshot)
      }
      throw error
    }
    await recordRevert(handle, snapshot)
    const now = await qmp.execute('query-status')
    if (running && !now.running) await qmp.execute('cont')
  })
  await handle.readRunState()
  return { hardware: false }
}
