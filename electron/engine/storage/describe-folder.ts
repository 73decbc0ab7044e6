import { statfs } from 'node:fs/promises'
import { toErrorData } from '../../../shared/domain/errors.ts'
import type { DisksFolder } from '../../../shared/domain/storage.ts'
import { requireFolder } from '../store/disks-folder.ts'

/** Whether machines' disks can be made in a folder. Writes nothing. */
export async function describeFolder(path: string): Promise<DisksFolder> {
  const [freeBytes, problem] = await Promise.all([
    statfs(path).then(
      ({ bavail, bsize }) => bavail * bsize,
      () => 0,
    ),
    requireFolder(path).then(() => null, toErrorData),
  ])
  return { path, freeBytes, writable: problem === null, problem }
}
