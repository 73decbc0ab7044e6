import { rm } from 'node:fs/promises'
import type { GuestHandle } from '../guest/guest-handle.ts'
import { imageTools } from '../storage/guest-disks.ts'
import { snapshotNodes } from './running-nodes.ts'
import { deleteTag, knownImages, requireUsable } from './snapshot-images.ts'
import { forgetScreen } from './snapshot-picture.ts'
import { pruned } from './snapshot-tree.ts'
import { readSnapshots, type Snapshot, writeSnapshots } from './snapshots-file.ts'
import { deleteRunning } from './take-running.ts'
import { uncancelled } from './uncancelled.ts'

/** From any point on: what is deleted already is passed over. */
export async function finishDelete(handle: GuestHandle, snapshot: Snapshot): Promise<void> {
  const { paths } = handle
  const { id } = snapshot
  await deleteEverywhere(handle, id, [handle.config(), snapshot.config])
  await rm(paths.snapshotTpmDir(id), { recursive: true, force: true })
  await forgetScreen(handle, id)
  const file = await readSnapshots(paths)
  await writeSnapshots(paths, { ...file, ...pruned<Snapshot>(file, id), pending: null })
}

/** Takes the tag out of every image that one of the descriptions names, those in use by QEMU itself. */
export async function deleteEverywhere(
  handle: GuestHandle,
  tag: string,
  configs: readonly Snapshot['config'][],
): Promise<void> {
  const run = handle.run()
  const held = new Set<string>()
  if (run !== null) {
    const nodes = await snapshotNodes(run.qmp, run.record.config)
    await deleteRunning(run, nodes, tag)
    for (const { path } of nodes.nodes) held.add(path)
  }
  // A disk may have been taken from the guest since.
  const images = (await knownImages(configs, handle.paths)).filter(({ path }) => !held.has(path))
  await requireUsable(images)
  await deleteTag(await imageTools(uncancelled(handle)), tag, images)
}
