import { constants } from 'node:fs'
import { access, stat } from 'node:fs/promises'
import { GuesthouseError } from '../../../shared/domain/errors.ts'
import { errorCode } from '../../platform/files.ts'

const MISSING = new Set(['ENOENT', 'ENOTDIR'])

/**
 * Whether this user can use the file as a disk, an image or a kernel; opens nothing. Rejects with
 * DISK_MISSING, DISK_UNREADABLE (no permission, or a read-only file system where it has to be
 * written), DISK_IS_DIRECTORY, or DISK_FORMAT_UNKNOWN for what can hold no image (a pipe, a socket).
 */
export async function checkDiskFile(
  path: string,
  options: { readonly writable: boolean },
): Promise<void> {
  try {
    const file = await stat(path)
    if (file.isDirectory()) throw new GuesthouseError('DISK_IS_DIRECTORY', { path })
    // QEMU's "file" driver takes regular files alone; devices need a driver of their own.
    if (!file.isFile()) {
      throw new GuesthouseError('DISK_FORMAT_UNKNOWN', { path }, 'not a regular file')
    }
    await access(path, options.writable ? constants.R_OK | constants.W_OK : constants.R_OK)
  } catch (error) {
    if (error instanceof GuesthouseError) throw error
    const code = MISSING.has(errorCode(error) ?? '') ? 'DISK_MISSING' : 'DISK_UNREADABLE'
    throw new GuesthouseError(code, { path }, error)
  }
}
