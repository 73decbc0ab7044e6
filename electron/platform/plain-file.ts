import { type BigIntStats, constants } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'

/** open(2): a descriptor that stands for the file alone, whatever it is; nothing is opened of it. */
const O_PATH = 0o10000000

/** A file by a descriptor, so that what is found out and what is done is of one and the same. */
export interface Pinned {
  readonly stat: BigIntStats
  /** Names exactly this file, in calls that take a path (proc(5), "magic links"). */
  readonly path: string
  close(): Promise<void>
}

/** Pins what has the name now; a symbolic link is not followed. Rejects with Node's error. */
export async function pin(path: string): Promise<Pinned> {
  const file = await open(path, O_PATH | constants.O_NOFOLLOW)
  try {
    const stat = await file.stat({ bigint: true })
    return { stat, path: `/proc/self/fd/${file.fd}`, close: () => file.close() }
  } catch (error) {
    await file.close()
    throw error
  }
}

/** Somebody has put something else where a plain file of ours is expected. */
export class NotPlain extends Error {}

interface Expected {
  /** Uids that may own it; anybody where it is not given. */
  readonly owners?: readonly number[] | undefined
  readonly maxBytes: number
}

/**
 * Opens for reading a file in a directory that others may write to: no symbolic link is followed, no
 * FIFO waited for, and no other's file taken. Rejects with NotPlain or Node's error.
 */
export async function openPlain(path: string, { owners, maxBytes }: Expected): Promise<FileHandle> {
  const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK
  const file = await open(path, flags).catch((error: unknown) => {
    throw isLoop(error) ? new NotPlain(`${path} is a symbolic link`) : error
  })
  try {
    const stat = await file.stat()
    if (!stat.isFile()) throw new NotPlain(`${path} is no file`)
    if (owners?.includes(stat.uid) === false) throw new NotPlain(`${path} is of uid ${stat.uid}`)
    if (stat.size > maxBytes) throw new NotPlain(`${path} has ${stat.size} bytes`)
    return file
  } catch (error) {
    await file.close()
    throw error
  }
}

/** The content of such a file; never more than `maxBytes`, even where it grows meanwhile. */
export async function readPlain(path: string, expected: Expected): Promise<Buffer> {
  const file = await openPlain(path, expected)
  try {
    return await readAtMost(file, expected.maxBytes)
  } finally {
    await file.close()
  }
}

/** The content of an open file from its beginning, no more than `maxBytes` of it. */
export async function readAtMost(file: FileHandle, maxBytes: number): Promise<Buffer> {
  const { size } = await file.stat()
  const buffer = Buffer.alloc(Math.min(size, maxBytes))
  let length = 0
  while (length < buffer.length) {
    // A file system in a program (FUSE) may give less at a time.
    const { bytesRead } = await file.read(buffer, length, buffer.length - length, length)
    if (bytesRead === 0) break
    length += bytesRead
  }
  return buffer.subarray(0, length)
}

const isLoop = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ELOOP'
