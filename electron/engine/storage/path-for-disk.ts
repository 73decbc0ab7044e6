import { lstat } from 'node:fs/promises'
import type { DiskFormat } from '../../../shared/domain/config/storage.ts'
import type { GuestPaths } from '../../platform/paths.ts'

/** Where a new disk goes: named after its device, with a number where that file is there. */
export async function pathForDisk(
  paths: GuestPaths,
  id: string,
  format: DiskFormat,
): Promise<string> {
  for (let number = 1; ; number++) {
    const path = paths.disk(number === 1 ? id : `${id}-${number}`, format)
    if (!(await exists(path))) return path
  }
}

const exists = (path: string): Promise<boolean> =>
  lstat(path).then(
    () => true,
    () => false,
  )
