import { constants } from 'node:fs'
import { copyFile, type FileHandle, open } from 'node:fs/promises'
import { errorCode } from '../../platform/files.ts'
import type { Job } from '../jobs/job-list.ts'

const CHUNK_BYTES = 4 * 1024 * 1024
/** The smallest hole that is worth one; the cluster of a qcow2. */
const HOLE_BYTES = 64 * 1024

/**
 * What FICLONE answers where the file system, or the two of them, cannot share blocks
 * (ioctl_ficlonerange(2)); EINVAL is what some old ones say.
 */
const NO_REFLINK = new Set(['ENOTSUP', 'EOPNOTSUPP', 'EXDEV', 'EINVAL', 'ENOSYS', 'ENOTTY'])

/**
 * Makes one file the copy of another at once and without taking space, where the file system can
 * share blocks (btrfs, XFS, bcachefs). False, with an empty target, where it cannot.
 */
export async function shareContent(source: string, target: string): Promise<boolean> {
  try {
    await copyFile(source, target, constants.COPYFILE_FICLONE_FORCE)
    return true
  } catch (error) {
    if (!NO_REFLINK.has(errorCode(error) ?? '')) throw error
    // Where it fails copyFile removes the target.
    await (await open(target, 'w', 0o600)).close()
    return false
  }
}

/** Copies byte by byte, with holes for zeros. Rejects with Node's error or the job's reason. */
export async function copyContent(source: string, target: string, job: Job): Promise<void> {
  const from = await open(source, 'r')
  try {
    const to = await open(target, 'w', 0o600)
    try {
      await copyBytes(from, to, job)
    } finally {
      await to.close()
    }
  } finally {
    await from.close()
  }
}

async function copyBytes(from: FileHandle, to: FileHandle, job: Job): Promise<void> {
  const { size } = await from.stat()
  const buffer = Buffer.alloc(CHUNK_BYTES)
  for (let at = 0; at < size; ) {
    job.signal.throwIfAborted()
    const { bytesRead } = await from.read(buffer, 0, CHUNK_BYTES, at)
    if (bytesRead === 0) break
    await writeData(to, buffer.subarray(0, bytesRead), at)
    at += bytesRead
    job.progress(at, size)
  }
  // The last part may be a hole.
  await to.truncate(size)
}

async function writeData(to: FileHandle, data: Buffer, position: number): Promise<void> {
  for (let start = 0; start < data.length; ) {
    const end = Math.min(data.length, start + HOLE_BYTES)
    const part = data.subarray(start, end)
    if (!isZero(part)) await writeAll(to, part, position + start)
    start = end
  }
}

async function writeAll(to: FileHandle, data: Buffer, position: number): Promise<void> {
  for (let done = 0; done < data.length; ) {
    const { bytesWritten } = await to.write(data, done, data.length - done, position + done)
    done += bytesWritten
  }
}

const zeros = Buffer.alloc(HOLE_BYTES)
const isZero = (data: Buffer): boolean => data.equals(zeros.subarray(0, data.length))
