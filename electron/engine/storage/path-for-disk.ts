import { lstat } from 'node:fs/promises'
import type { DiskFormat } from '../../../shared/domain/config/storage.ts'
import { diskFile } from '../../platform/paths.ts'

/** A new disk in a folder: named after its device, with a number where that file is there. */
export async function pathForDisk(folder: string, id: string, format: DiskFormat): Promise<string> {
  for (let number = 1; ; number++) {
    const path = diskFile(folder, number === 1 ? id : `${id}-${number}`, format)
    if (!(await exists(path))) return path
  }
}

const exists = (path: string): Promise<boolean> =>
  lstat(path).then(
    () => true,
    () => false,
  )
