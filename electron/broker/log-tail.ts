import { statSync } from 'node:fs'
import { open } from 'node:fs/promises'

const LINE_FEED = 0x0a

export interface LogTail {
  /** Starts at the start of a line where the file was longer than `maxBytes`. */
  readonly bytes: Uint8Array
  /** Size of the whole file in bytes when it was read. */
  readonly size: number
}

/** Size in bytes; 0 where there is no such file. Synchronous: the caller connects right after. */
export function logSize(path: string): number {
  try {
    return statSync(path).size
  } catch {
    return 0
  }
}

/** The last part of a console's log. A log that cannot be read is empty: the console still works. */
export async function readLogTail(path: string, maxBytes: number): Promise<LogTail> {
  const file = await open(path, 'r').catch(() => null)
  if (file === null) return { bytes: new Uint8Array(0), size: 0 }
  try {
    const { size } = await file.stat()
    const from = Math.max(0, size - maxBytes)
    const buffer = new Uint8Array(size - from)
    const { bytesRead } = await file.read(buffer, 0, buffer.length, from)
    const bytes = buffer.subarray(0, bytesRead)
    const cut = from === 0 ? 0 : bytes.indexOf(LINE_FEED) + 1
    return { bytes: bytes.subarray(cut), size: from + bytesRead }
  } catch {
    return { bytes: new Uint8Array(0), size: 0 }
  } finally {
    await file.close().catch(() => {})
  }
}
