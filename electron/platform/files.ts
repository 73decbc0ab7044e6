import { randomBytes } from 'node:crypto'
import { constants } from 'node:fs'
import { lstat, mkdir, open, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { GuesthouseError } from '../../shared/domain/errors.ts'

export function errorCode(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined
  return typeof error.code === 'string' ? error.code : undefined
}

const OUT_OF_SPACE = new Set(['ENOSPC', 'EDQUOT', 'EFBIG'])

/** The person's error for a failed write: NO_SPACE or FILE_WRITE_FAILED. */
export function writeError(path: string, error: unknown): GuesthouseError {
  if (error instanceof GuesthouseError) return error
  const full = OUT_OF_SPACE.has(errorCode(error) ?? '')
  return new GuesthouseError(full ? 'NO_SPACE' : 'FILE_WRITE_FAILED', { path }, error)
}

/** Whether it is the name of what writeFileAtomic writes first; a crash may leave one. */
export const isTemporary = (name: string): boolean => /^\..+\.\d+\.[0-9a-f]{8}$/.test(name)

/**
 * Replaces a file so that after a crash it holds either the old bytes or the new ones: temporary,
 * fsync, rename, fsync of the directory. Mode 0600. Rejects with NO_SPACE or FILE_WRITE_FAILED, and
 * leaves no temporary behind. `durable: false` leaves out both fsyncs, for what is of no use after a
 * crash of the computer; a crash of ours leaves the old or the new bytes all the same.
 */
export async function writeFileAtomic(
  path: string,
  data: string | Uint8Array,
  { durable = true }: { readonly durable?: boolean } = {},
): Promise<void> {
  const temporary = join(
    dirname(path),
    `.${basename(path)}.${process.pid}.${randomBytes(4).toString('hex')}`,
  )
  try {
    const file = await open(temporary, 'wx', 0o600)
    try {
      await file.writeFile(data)
      if (durable) await file.sync()
    } finally {
      await file.close()
    }
    await rename(temporary, path)
    if (durable) await syncDirectory(dirname(path))
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => {})
    throw writeError(path, error)
  }
}

/** Makes a rename or removal in the directory durable. */
export async function syncDirectory(path: string): Promise<void> {
  const directory = await open(path, 'r')
  try {
    await directory.sync()
  } finally {
    await directory.close()
  }
}

/** Makes a directory (0700) with its parents. Rejects with NO_SPACE or FILE_WRITE_FAILED. */
export async function makeDirectory(path: string): Promise<void> {
  await mkdir(path, { recursive: true, mode: 0o700 }).catch((error: unknown) => {
    throw writeError(path, error)
  })
}

/**
 * Makes the directory that guards our sockets, or takes the one that is there if it is a real
 * directory of this user, closed to everybody else. Otherwise rejects with RUNTIME_DIR_UNSAFE:
 * in a shared /tmp somebody else may have made it first.
 */
export async function makePrivateDirectory(path: string, uid: number): Promise<void> {
  await mkdir(path, { recursive: true, mode: 0o700 }).catch((error: unknown) => {
    throw new GuesthouseError('RUNTIME_DIR_UNSAFE', { path }, error)
  })
  const stat = await lstat(path)
  if (!stat.isDirectory() || stat.uid !== uid || (stat.mode & 0o077) !== 0) {
    throw new GuesthouseError('RUNTIME_DIR_UNSAFE', { path })
  }
}

/** The last `maxBytes` of a file as text; an absent file is empty. */
export async function readTail(
  path: string,
  maxBytes: number,
): Promise<{ text: string; truncated: boolean }> {
  let file
  try {
    file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK)
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return { text: '', truncated: false }
    throw error
  }
  try {
    const { size } = await file.stat()
    const start = Math.max(0, size - maxBytes)
    const buffer = Buffer.alloc(size - start)
    const { bytesRead } = await file.read(buffer, 0, buffer.length, start)
    return { text: buffer.toString('utf8', 0, bytesRead), truncated: start > 0 }
  } finally {
    await file.close()
  }
}
