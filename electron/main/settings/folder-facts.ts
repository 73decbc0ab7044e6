import { constants } from 'node:fs'
import { access, stat, statfs } from 'node:fs/promises'
import type { FolderFacts } from '../../../shared/domain/settings.ts'

/** What a folder is like as a place for disks. Never rejects. */
export async function folderFacts(path: string): Promise<FolderFacts> {
  const there = await stat(path).catch(() => null)
  if (there === null) return { problem: 'missing', freeBytes: null }
  if (!there.isDirectory()) return { problem: 'not-a-folder', freeBytes: null }
  const [writable, freeBytes] = await Promise.all([
    access(path, constants.W_OK | constants.X_OK).then(
      () => true,
      () => false,
    ),
    statfs(path).then(
      ({ bavail, bsize }) => bavail * bsize,
      () => null,
    ),
  ])
  return { problem: writable ? null : 'not-writable', freeBytes }
}
