import type { EditSnapshot, SnapshotTree } from '../../../shared/domain/snapshots.ts'
import type { GuestPaths } from '../../platform/paths.ts'
import { readSnapshots, snapshotOf, writeSnapshots } from './snapshots-file.ts'

/** The guest's snapshots, for people. Rejects with SNAPSHOTS_UNREADABLE. */
export async function listSnapshots(paths: GuestPaths): Promise<SnapshotTree> {
  const { snapshots, current } = await readSnapshots(paths)
  const views = snapshots.map(
    ({ config: _config, processor: _processor, tpm: _tpm, ...view }) => view,
  )
  return { snapshots: views, current }
}

/** Gives a snapshot another name and note. Rejects with SNAPSHOT_NOT_FOUND. */
export async function editSnapshot(paths: GuestPaths, input: EditSnapshot): Promise<void> {
  const file = await readSnapshots(paths)
  const { id } = snapshotOf(file, input.snapshot)
  const { name, note } = input
  const snapshots = file.snapshots.map((entry) =>
    entry.id === id ? { ...entry, name, note } : entry,
  )
  await writeSnapshots(paths, { ...file, snapshots })
}
