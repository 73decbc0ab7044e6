import { constants } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'

/** A file of which parts are read. */
export interface RangeFile {
  readonly bytes: number
  /** What is there, which is less than was asked for at the end of the file. */
  read(at: number, length: number): Promise<Buffer>
}

/** Opens a file for `use`, and closes it. Rejects with what open(2) and read(2) say. */
export async function withRanges<T>(
  path: string,
  use: (file: RangeFile) => Promise<T>,
): Promise<T> {
  // A pipe in its place must not make it wait.
  const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK)
  try {
    const { size } = await file.stat()
    return await use({ bytes: size, read: (at, length) => readAt(file, at, length) })
  } finally {
    await file.close()
  }
}

async function readAt(file: FileHandle, at: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length)
  let filled = 0
  while (filled < length) {
    const { bytesRead } = await file.read(buffer, filled, length - filled, at + filled)
    if (bytesRead === 0) break
    filled += bytesRead
  }
  return buffer.subarray(0, filled)
}
