import { type FileHandle, open, rename, rm } from 'node:fs/promises'
import { errorCode, syncDirectory } from '../../platform/files.ts'
import type { Logger } from '../../platform/logger.ts'
import type { GuestPaths } from '../../platform/paths.ts'
import { exists } from './exists.ts'
import { readSavedRecord, refuseStale } from './saved-record.ts'

/**
 * Removes what a guest that went on does not need any more. The file's blocks are given back while
 * nobody waits: a file that is open loses its name at once.
 */
export async function removeResumed(paths: GuestPaths): Promise<void> {
  const held = await openIfThere(paths.savedState)
  await rm(paths.savedState, { force: true })
  await rm(paths.resumedFile, { force: true })
  held?.close().catch(() => {})
}

async function openIfThere(path: string): Promise<FileHandle | null> {
  try {
    return await open(path, 'r')
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null
    throw error
  }
}

/**
 * Puts a guest's saved state in order before it is looked for, where no QEMU runs: an engine or the
 * computer may have ended within a save or a restore. Afterwards the guest is a saved one exactly
 * where savedFile exists.
 */
export async function mendSavedState(paths: GuestPaths, logger: Logger): Promise<void> {
  await rm(paths.unfinishedState, { force: true })
  if (await exists(paths.savedFile)) return
  // It was about to go on. Where no disk was written to since, it never did.
  const fits = await readSavedRecord(paths, paths.resumedFile)
    .then(refuseStale)
    .then(
      () => true,
      () => false,
    )
  if (!fits) return removeResumed(paths)
  await rename(paths.resumedFile, paths.savedFile)
  await syncDirectory(paths.dir)
  logger.info('a guest that had not gone on is saved again', { dir: paths.dir })
}
