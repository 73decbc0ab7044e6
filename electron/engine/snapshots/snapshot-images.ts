import { stat } from 'node:fs/promises'
import { GuesthouseError } from '../../../shared/domain/errors.ts'
import type { GuestConfig } from '../../../shared/domain/guest-config.ts'
import type { GuestPaths } from '../../platform/paths.ts'
import { checkChain, type ImageFile } from '../storage/backing-chain.ts'
import type { ImageTools } from '../storage/copy-image.ts'
import { imageOf } from '../storage/guest-disks.ts'
import { runImageJob } from '../storage/image-job.ts'
import { imageTree } from '../storage/image-tree.ts'
import { inspectImage } from '../storage/inspect-image.ts'
import { requireUnused } from '../storage/require-unused.ts'

/**
 * The images that a snapshot of the guest is spread over: all that it writes to, with UEFI's
 * variables where `nvram` says so. Rejects with SNAPSHOT_NEEDS_QCOW2 where one cannot hold snapshots, because a part of
 * the disks without the rest is no state of the guest, and with SNAPSHOT_NO_DISK.
 */
export function snapshotImages(
  { config, nvram }: { readonly config: GuestConfig; readonly nvram: boolean },
  paths: GuestPaths,
): ImageFile[] {
  const disks = config.disks.filter(({ readOnly }) => !readOnly)
  const unfit = disks.find(({ format }) => format !== 'qcow2')
  if (unfit !== undefined) {
    throw new GuesthouseError('SNAPSHOT_NEEDS_QCOW2', { path: unfit.path, format: unfit.format })
  }
  if (disks.length === 0) throw new GuesthouseError('SNAPSHOT_NO_DISK')
  return [...disks.map(imageOf), ...(nvram ? [nvramOf(paths)] : [])]
}

const nvramOf = ({ nvram }: GuestPaths): ImageFile => ({
  ...{ path: nvram, format: 'qcow2', backing: [] },
})

/** Whether a guest that is off has variables of UEFI: they are made at the first start. */
export const hasNvram = async ({ firmware }: GuestConfig, { nvram }: GuestPaths) =>
  firmware.kind === 'uefi' && (await exists(nvram))

/** Every image that may hold a snapshot of guests that were described so, and is there. */
export async function knownImages(
  configs: readonly GuestConfig[],
  paths: GuestPaths,
): Promise<ImageFile[]> {
  const disks = configs.flatMap((config) => config.disks)
  const written = disks.filter(({ readOnly, format }) => !readOnly && format === 'qcow2')
  const all = [...written.map(imageOf), nvramOf(paths)]
  const images = new Map(all.map((image) => [image.path, image]))
  const there = await Promise.all(
    [...images.values()].map(async (image) => ((await exists(image.path)) ? [image] : [])),
  )
  return there.flat()
}

/** Makes sure that the images may be written to. Rejects with what checkChain says, DISK_IN_USE. */
export async function requireUsable(images: readonly ImageFile[]): Promise<void> {
  for (const image of images) {
    await checkChain(image)
    await requireUnused(image.path, { writable: true })
  }
}

/** -c takes, -a goes back to, -d deletes (qemu-img's manual). */
type Action = '-c' | '-a' | '-d'

/** Of a guest that is off. Rejects with what runImageJob says. */
export async function changeSnapshot(
  { qemuImg, job }: ImageTools,
  action: Action,
  tag: string,
  image: ImageFile,
): Promise<void> {
  const args = ['snapshot', '-q', action, tag, imageTree(image)]
  await runImageJob({ qemuImg, args, job, path: image.path })
}

/** The bytes of memory that an image holds under the tag; null where it has no such snapshot. */
export async function findTag(
  { qemuImg }: ImageTools,
  tag: string,
  { path }: ImageFile,
): Promise<number | null> {
  const { snapshots } = await inspectImage({ qemuImg, path })
  return snapshots.find(({ name }) => name === tag)?.memoryBytes ?? null
}

/** Deletes the tag wherever it is among the images. */
export async function deleteTag(
  tools: ImageTools,
  tag: string,
  images: readonly ImageFile[],
): Promise<void> {
  for (const image of images) {
    if ((await findTag(tools, tag, image)) === null) continue
    await changeSnapshot(tools, '-d', tag, image)
  }
}

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  )
