import { basename, join } from 'node:path'
import { GuesthouseError } from '../../../../shared/domain/errors.ts'
import type { GuestPaths } from '../../../platform/paths.ts'
import type { PlannedGuest } from '../../storage/clone-guest.ts'
import { acceptedBacking } from '../../storage/adopt-disk.ts'
import type { ImageFile } from '../../storage/backing-chain.ts'
import { checkDiskFile } from '../../storage/check-disk-file.ts'
import { convertImage, type ImageTools } from '../../storage/copy-image.ts'
import { measureCopy, requireSpace } from '../../storage/free-space.ts'
import { partOfJob } from '../../storage/image-job.ts'
import { guestOf, type MachineDraft } from '../draft.ts'
import { lookAtDisk } from './look-at-disk.ts'

interface PlannedDisk {
  /** In the words of the guest's description. */
  readonly described: Readonly<Record<string, unknown>>
  /** null where it is used in place. */
  readonly copy: { readonly from: ImageFile; readonly to: string } | null
}

/**
 * The guest of a libvirt domain, with its disks where they are or copied into its folder, whole and
 * without snapshots. Rejects like lookAtDisk, and with BACKING_NOT_ACCEPTED or DISK_NEEDS_CONVERSION;
 * `fill` like convertImage.
 */
export async function planDomain(
  draft: MachineDraft,
  made: {
    readonly path: string
    readonly how: 'copy' | 'use'
    readonly acceptBacking: readonly string[]
    readonly paths: GuestPaths
    readonly id: string
    readonly tools: ImageTools
  },
): Promise<PlannedGuest> {
  const { path, paths, id, tools } = made
  const disks: PlannedDisk[] = []
  for (const [index, { origin, bus, settings }] of draft.disks.entries()) {
    if (origin.kind !== 'file') throw new Error('a domain has disks that are files')
    const image = await agreedImage(origin, made)
    const target = paths.disk(`disk${index}`)
    const place =
      made.how === 'copy'
        ? { path: target, format: 'qcow2', backing: [], managed: true }
        : { ...image, managed: false }
    disks.push({
      described: { id: `disk${index}`, bus, ...settings, ...place },
      copy: made.how === 'copy' ? { from: image, to: target } : null,
    })
    const writable = made.how === 'use' && settings['readOnly'] !== true
    await checkDiskFile(origin.path, { writable })
  }
  const described = disks.map((disk) => disk.described)
  const config = guestOf(draft, { path, now: Date.now(), id }, described)
  const copies = disks.flatMap(({ copy }) => copy ?? [])
  return { config, fill: (directory) => copyAll(copies, directory, tools) }
}

async function agreedImage(
  origin: { readonly path: string; readonly format: ImageFile['format'] | null },
  made: {
    readonly how: 'copy' | 'use'
    readonly acceptBacking: readonly string[]
    readonly tools: ImageTools
  },
): Promise<ImageFile> {
  const { path } = origin
  const { format, backing, copyOnly } = await lookAtDisk(made.tools.qemuImg, path, origin.format)
  if (made.how === 'use' && copyOnly) {
    throw new GuesthouseError('DISK_NEEDS_CONVERSION', { path, format })
  }
  // One list was agreed to for all disks; each takes from it what is its own.
  const accepted = backing
    .map(({ name }) => name)
    .filter((name) => made.acceptBacking.includes(name))
  return { path, format, backing: acceptedBacking(path, backing, accepted) }
}

async function copyAll(
  copies: readonly { readonly from: ImageFile; readonly to: string }[],
  directory: string,
  tools: ImageTools,
): Promise<void> {
  const { qemuImg, job } = tools
  let needed = 0
  for (const { from } of copies) {
    needed += await measureCopy({ qemuImg, image: from, signal: job.signal })
  }
  await requireSpace(join(directory, 'disk0.qcow2'), needed)
  for (const [index, { from, to }] of copies.entries()) {
    const part = { ...tools, job: partOfJob(job, index, copies.length) }
    await convertImage(part, from, { path: join(directory, basename(to)), format: 'qcow2' })
  }
}
