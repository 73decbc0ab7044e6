import { constants } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'

/**
 * What a qcow2 says of itself (docs/interop/qcow2.txt in QEMU's sources), read without a process:
 * quick enough for the way to a start, and nothing that the header names is opened.
 */
export interface Qcow2Header {
  readonly version: number
  /** What a guest sees, in bytes. */
  readonly virtualSizeBytes: number
  /** As it stands in the image; null where the image stands alone. */
  readonly backingName: string | null
  /** As it stands in the image; null where QEMU would have to guess it. */
  readonly backingFormat: string | null
  readonly encrypted: boolean
  readonly snapshotCount: number
  /** Its reference counts are old: QEMU mends them by itself when it opens the image for writing. */
  readonly dirty: boolean
  /** QEMU found damage and refuses to write to it. */
  readonly corrupt: boolean
  readonly externalDataFile: boolean
  /** Bits of incompatible features that no QEMU known to us has. */
  readonly unknownFeatures: readonly number[]
}

const MAGIC = 0x514649fb
const VERSION_2_LENGTH = 72
const VERSION_3_LENGTH = 104
/** An image's own limit for the name of its backing file. */
const BACKING_NAME_MAX = 1023
const EXTENSION_BACKING_FORMAT = 0xe2792aca
const EXTENSION_END = 0
/** Extensions are few and short; what comes later is of no interest. */
const EXTENSIONS_MAX_BYTES = 64 * 1024

const DIRTY_BIT = 0
const CORRUPT_BIT = 1
const DATA_FILE_BIT = 2
/** Compression type (3) and extended L2 entries (4) need nothing of us. */
const KNOWN_BITS = new Set([DIRTY_BIT, CORRUPT_BIT, DATA_FILE_BIT, 3, 4])

/** What is wrong with a header that cannot be one of QEMU's. */
export class DamagedHeader extends Error {
  override readonly name = 'DamagedHeader'
}

/**
 * null where the file is no qcow2. Rejects with DamagedHeader, or with Node's error where the file
 * cannot be read.
 */
export async function readQcow2Header(path: string): Promise<Qcow2Header | null> {
  // A pipe that somebody put there must not hold us up.
  const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK)
  try {
    const head = await readAt(file, 0, VERSION_3_LENGTH)
    if (head.length < 8 || head.readUInt32BE(0) !== MAGIC) return null
    if (head.length < VERSION_2_LENGTH) throw new DamagedHeader('the header is cut off')
    const version = head.readUInt32BE(4)
    if (version !== 2 && version !== 3) throw new DamagedHeader(`qcow2 version ${version}`)
    if (version === 3 && head.length < VERSION_3_LENGTH) {
      throw new DamagedHeader('the header is cut off')
    }
    const headerLength = version === 3 ? head.readUInt32BE(100) : VERSION_2_LENGTH
    const features = bitsOf(version === 3 ? head.readBigUInt64BE(72) : 0n)
    return {
      version,
      virtualSizeBytes: Number(head.readBigUInt64BE(24)),
      backingName: await readBackingName(file, head),
      backingFormat: await readBackingFormat(file, headerLength),
      encrypted: head.readUInt32BE(32) !== 0,
      snapshotCount: head.readUInt32BE(60),
      dirty: features.includes(DIRTY_BIT),
      corrupt: features.includes(CORRUPT_BIT),
      externalDataFile: features.includes(DATA_FILE_BIT),
      unknownFeatures: features.filter((bit) => !KNOWN_BITS.has(bit)),
    }
  } finally {
    await file.close()
  }
}

async function readBackingName(file: FileHandle, head: Buffer): Promise<string | null> {
  const offset = Number(head.readBigUInt64BE(8))
  const length = head.readUInt32BE(16)
  if (offset === 0) return null
  if (length > BACKING_NAME_MAX) throw new DamagedHeader('the name of the backing file is too long')
  const name = await readAt(file, offset, length)
  if (name.length < length) throw new DamagedHeader('the name of the backing file is cut off')
  return name.toString('utf8')
}

async function readBackingFormat(file: FileHandle, start: number): Promise<string | null> {
  const area = await readAt(file, start, EXTENSIONS_MAX_BYTES)
  let at = 0
  while (at + 8 <= area.length) {
    const type = area.readUInt32BE(at)
    const length = area.readUInt32BE(at + 4)
    if (type === EXTENSION_END || at + 8 + length > area.length) return null
    if (type === EXTENSION_BACKING_FORMAT) return area.toString('utf8', at + 8, at + 8 + length)
    at += 8 + Math.ceil(length / 8) * 8
  }
  return null
}

async function readAt(file: FileHandle, offset: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length)
  const { bytesRead } = await file.read(buffer, 0, length, offset)
  return buffer.subarray(0, bytesRead)
}

const bitsOf = (features: bigint): number[] =>
  Array.from({ length: 64 }, (_, bit) => bit).filter((bit) => (features >> BigInt(bit)) & 1n)

/**
 * The file that an image means by the name of its backing file: a path is relative to the image
 * (path_combine in QEMU's block.c). null for what is no file: nbd:, json:, rbd: …
 */
export function backingPath(image: string, name: string): string | null {
  if (name.startsWith('file:')) return resolve(dirname(image), name.slice('file:'.length))
  // A colon before the first slash makes it a protocol (path_has_protocol).
  if (/^[^/]*:/.test(name)) return null
  return resolve(dirname(image), name)
}
