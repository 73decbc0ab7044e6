import { stat } from 'node:fs/promises'
import type { SnapshotSize } from '../../../../shared/domain/snapshots.ts'
import type { Logger } from '../../../platform/logger.ts'
import type { GuestPaths } from '../../../platform/paths.ts'
import { knownImages } from '../snapshot-images.ts'
import type { SnapshotsFile } from '../snapshots-file.ts'
import { ImageReader } from './image-file.ts'
import { ownBytes } from './own-bytes.ts'
import { readLayout, readSnapshotEntries } from './qcow2-layout.ts'

/**
 * What each snapshot of a guest holds that nothing else does, in all of its images. One image after
 * the other: it is a figure that somebody looks at, and the disk is others' too. An image that cannot
 * be read counts for nothing. While QEMU writes to them the figures are estimates.
 */
export async function snapshotSizes(
  { snapshots }: SnapshotsFile,
  paths: GuestPaths,
  logger: Logger,
): Promise<SnapshotSize[]> {
  const bytes = new Map(snapshots.map(({ id }) => [id, 0]))
  const images = await knownImages(
    snapshots.map(({ config }) => config),
    paths,
  )
  for (const { path } of snapshots.length === 0 ? [] : images) {
    await addImage(path, bytes).catch((error: unknown) => {
      logger.warn('the size of snapshots is not known', { path, error })
    })
  }
  return snapshots.map(({ id }) => ({ id, bytes: bytes.get(id) ?? 0 }))
}

/** Adds what an image holds of each snapshot, which it knows by its id. */
async function addImage(path: string, bytes: Map<string, number>): Promise<void> {
  if (!(await stat(path)).isFile()) return
  const image = await ImageReader.open(path)
  try {
    const layout = await readLayout(image)
    if (layout === null) return
    for (const entry of await readSnapshotEntries(image, layout)) {
      const before = bytes.get(entry.name)
      if (before === undefined) continue
      bytes.set(entry.name, before + (await ownBytes(image, layout, entry)))
    }
  } finally {
    await image.close()
  }
}
