import { lstat, rm, utimes } from 'node:fs/promises'
import type { Picture } from '../../../shared/domain/pictures.ts'
import { errorCode, writeFileAtomic } from '../../platform/files.ts'
import type { GuestPaths } from '../../platform/paths.ts'
import { NotPlain, openPlain, readAtMost } from '../../platform/plain-file.ts'
import { isWholePng, PICTURE_MAX_BYTES } from './png.ts'

interface Kept {
  readonly png: Buffer
  /** ms since the epoch: the file's own time. */
  readonly takenAt: number
}

/** null where there is none, or none that is whole. Rejects with Node's error. */
export async function readKept(path: string): Promise<Kept | null> {
  try {
    // QEMU makes it, and one that a guest has broken into may put anything there.
    const file = await openPlain(path, { maxBytes: PICTURE_MAX_BYTES })
    try {
      const { mtimeMs } = await file.stat()
      const png = await readAtMost(file, PICTURE_MAX_BYTES)
      return isWholePng(png) ? { png, takenAt: Math.round(mtimeMs) } : null
    } finally {
      await file.close()
    }
  } catch (error) {
    if (errorCode(error) === 'ENOENT' || error instanceof NotPlain) return null
    throw error
  }
}

/**
 * The last picture of a guest: that of the run, else that of the run before. `known` is the
 * `takenAt` of the one that the caller has, which is then not read.
 */
export async function lastPicture(paths: GuestPaths, known?: number): Promise<Picture> {
  // In this order: when a run ends, its picture comes to the second place before the first is gone.
  for (const path of [paths.picture, paths.lastPicture]) {
    if (known !== undefined && (await timeOf(path)) === known) return { kind: 'known' }
    const kept = await readKept(path)
    if (kept !== null) return { kind: 'picture', ...kept }
  }
  return { kind: 'none' }
}

const timeOf = (path: string): Promise<number | null> =>
  lstat(path).then(
    ({ mtimeMs }) => Math.round(mtimeMs),
    () => null,
  )

/** With the time at which it was taken. Nothing happens where there is none. */
export async function copyPicture(from: string, to: string): Promise<void> {
  const kept = await readKept(from)
  if (kept === null) return
  await writeFileAtomic(to, kept.png, { durable: false })
  await utimes(to, kept.takenAt / 1000, kept.takenAt / 1000)
}

/**
 * Keeps the picture of a run that is over, where that is `wanted`. Never rejects: one that cannot be
 * kept is missed, no more.
 */
export async function keepPicture(
  { picture, lastPicture: path }: GuestPaths,
  wanted: () => boolean,
): Promise<void> {
  if (!wanted()) return
  await copyPicture(picture, path).catch(() => {})
  // The person may have changed their mind meanwhile.
  if (!wanted()) await rm(path, { force: true }).catch(() => {})
}
