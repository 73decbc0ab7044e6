import { GuesthouseError } from '../../../../shared/domain/errors.ts'
import { diskFile, type GuestPaths } from '../../../platform/paths.ts'
import type { PlannedGuest } from '../../storage/clone-guest.ts'
import { acceptedBacking } from '../../storage/adopt-disk.ts'
import type { ImageFile } from '../../storage/backing-chain.ts'
import { checkDiskFile } from '../../storage/check-disk-file.ts'
import { convertImage, type ImageTools } from '../../storage/copy-image.ts'
import { createQcow2 } from '../../storage/create-qcow2.ts'
import { measureCopy, requireSpace } from '../../storage/free-space.ts'
import { partOfJob } from '../../storage/image-job.ts'
import { placeToFill } from '../../store/disks-folder.ts'
import { diskId, guestOf, type MachineDraft } from '../draft.ts'
import { lookAtDisk } from './look-at-disk.ts'

interface PlannedDisk {
  /** In the words of the guest's description. */
  readonly described: Readonly<Record<string, unknown>>
  /** null where it is used in place. */
  readonly make: NewDisk | null
}

/** A disk that is made: of an image, or an empty one of a size in bytes. */
type NewDisk = { readonly to: string } & (
  | { readonly from: ImageFile }
  | { readonly sizeBytes: number }
)

/**
 * The guest of a machine that is described by a file of this computer, with its disks where they are or
 * copied, whole and without snapshots; those that are not there yet are made.
 * Rejects like lookAtDisk, and with BACKING_NOT_ACCEPTED or DISK_NEEDS_CONVERSION;
 * `fill` like convertImage.
 */
export async function planDomain(
  draft: MachineDraft,
  made: {
    readonly path: string
    readonly how: 'copy' | 'use'
    readonly acceptBacking: readonly string[]
    readonly paths: GuestPaths
    /** Where its disks are made. */
    readonly folder: string
    readonly id: string
    readonly tools: ImageTools
  },
): Promise<PlannedGuest> {
  const { path, paths, folder, id, tools } = made
  const disks: PlannedDisk[] = []
  for (const [index, { origin, bus, settings }] of draft.disks.entries()) {
    if (origin.kind === 'member') throw new Error('a machine outside of archives has no members')
    const to = diskFile(folder, diskId(index))
    const common = { id: diskId(index), bus, ...settings }
    const own = { ...common, path: to, format: 'qcow2', backing: [], managed: true }
    if (origin.kind === 'blank') {
      disks.push({ described: own, make: { to, sizeBytes: origin.sizeBytes } })
      continue
    }
    const image = await agreedImage(origin, made)
    disks.push(
      made.how === 'copy'
        ? { described: own, make: { to, from: image } }
        : { described: { ...common, ...image, managed: false }, make: null },
    )
    const writable = made.how === 'use' && settings['readOnly'] !== true
    await checkDiskFile(origin.path, { writable })
  }
  const described = disks.map((disk) => disk.described)
  const config = guestOf(draft, { path, now: Date.now(), id }, described)
  const newDisks = disks.flatMap(({ make }) => make ?? [])
  return {
    config,
    fill: (directory) => makeAll(newDisks, (to) => placeToFill(to, paths.dir, directory), tools),
  }
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

async function makeAll(
  disks: readonly NewDisk[],
  place: (path: string) => string,
  tools: ImageTools,
): Promise<void> {
  const { qemuImg, job } = tools
  const [first] = disks
  if (first === undefined) return
  let needed = 0
  for (const disk of disks) {
    if (!('from' in disk)) continue
    needed += await measureCopy({ qemuImg, image: disk.from, signal: job.signal })
  }
  await requireSpace(place(first.to), needed)
  for (const [index, disk] of disks.entries()) {
    const part = { ...tools, job: partOfJob(job, index, disks.length) }
    const path = place(disk.to)
    if ('from' in disk) await convertImage(part, disk.from, { path, format: 'qcow2' })
    else await createQcow2({ qemuImg, path, sizeBytes: disk.sizeBytes, signal: job.signal })
  }
}
