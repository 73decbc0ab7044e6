import { stat } from 'node:fs/promises'
import type { DiskFormat } from '../../../shared/domain/config/storage.ts'
import type { Job } from '../jobs/job-list.ts'
import { checkChain, type ImageFile } from './backing-chain.ts'
import { copyContent, shareContent } from './copy-file.ts'
import { measureCopy, requireSpace } from './free-space.ts'
import { runImageJob } from './image-job.ts'
import { imageTree } from './image-tree.ts'
import { makeImage, replaceImage } from './new-image.ts'
import { requireUnused } from './require-unused.ts'

/** What operations on images work with. */
export interface ImageTools {
  readonly qemuImg: string
  readonly job: Job
}

/**
 * Makes a copy of an image, with the snapshots inside it; what it builds on is shared. Rejects with
 * DISK_EXISTS, SPACE_NEEDED, NO_SPACE, DISK_IN_USE, what checkChain says, or the job's reason;
 * nothing is left behind.
 */
export async function copyImage(
  tools: ImageTools,
  image: ImageFile,
  target: string,
): Promise<void> {
  await checkChain(image)
  await requireUnused(image.path, { writable: false })
  tools.job.signal.throwIfAborted()
  await makeImage(target, async (temporary) => {
    // Only trying tells whether space is needed at all.
    if (await shareContent(image.path, temporary)) return
    const { blocks } = await stat(image.path)
    await requireSpace(target, blocks * 512)
    if (image.format === 'raw') return copyRaw(tools, image, temporary)
    await copyContent(image.path, temporary, tools.job)
  })
}

/** A raw image can be mostly holes, which qemu-img finds without reading them. */
async function copyRaw(
  { qemuImg, job }: ImageTools,
  image: ImageFile,
  target: string,
): Promise<void> {
  const args = ['convert', '-p', '-O', 'raw', imageTree(image), `file:${target}`]
  await runImageJob({ qemuImg, args, job, path: image.path })
}

export interface ConvertTarget {
  readonly path: string
  readonly format: DiskFormat
  /** Keep building on the image's backing files; else the copy stands alone. qcow2 only. */
  readonly keepBacking?: boolean
  /** Of the state that a snapshot inside the image holds, by its name. */
  readonly snapshot?: string
  /** Replace what is at `path`, which must be the image itself. */
  readonly replace?: boolean
}

/**
 * Makes a new image of another's content as the guest sees it, without its snapshots. Rejects like
 * copyImage, and with IMAGE_FAILED (qemu-img's words the cause).
 */
export async function convertImage(
  { qemuImg, job }: ImageTools,
  image: ImageFile,
  target: ConvertTarget,
): Promise<void> {
  await checkChain(image)
  await requireUnused(image.path, { writable: target.replace === true })
  const keepBacking = target.keepBacking === true && image.backing.length > 0
  const { snapshot } = target
  const { signal } = job
  const needed = await measureCopy({ qemuImg, image, signal, standalone: !keepBacking, snapshot })
  await requireSpace(target.path, needed)
  const [nearest] = image.backing
  const args = (temporary: string): string[] => [
    ...['convert', '-p', '-O', target.format],
    ...(keepBacking && nearest !== undefined ? ['-B', nearest.path, '-F', nearest.format] : []),
    ...(snapshot === undefined ? [] : ['-l', `snapshot.name=${snapshot}`]),
    ...[imageTree(image), `file:${temporary}`],
  ]
  const make = target.replace === true ? replaceImage : makeImage
  await make(target.path, async (temporary) => {
    await runImageJob({ qemuImg, args: args(temporary), job, path: image.path })
  })
}
