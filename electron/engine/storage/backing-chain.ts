import { realpath } from 'node:fs/promises'
import { GuesthouseError } from '../../../shared/domain/errors.ts'
import type { BackingFile, DiskFormat } from '../../../shared/domain/config/storage.ts'
import { errorCode } from '../../platform/files.ts'
import { checkDiskFile } from './check-disk-file.ts'
import { detectFormat, knownFormat } from './image-format.ts'
import { backingPath, DamagedHeader, type Qcow2Header, readQcow2Header } from './qcow2-header.ts'

/** A disk image with what it builds on, as the guest's description has it. */
export interface ImageFile {
  readonly path: string
  readonly format: DiskFormat
  /** Nearest first. */
  readonly backing: readonly BackingFile[]
}

/** Longer chains than a description may hold are somebody's mistake, or a circle. */
const CHAIN_MAX = 32

/**
 * Whether an image and the files below it are what the user agreed to, and fit to be used. Opens
 * only the image and the files of the description, reads their headers, and starts no process.
 * Rejects with BACKING_NOT_ACCEPTED, BACKING_CHANGED, BACKING_MISSING, DISK_CORRUPT,
 * DISK_ENCRYPTED, DISK_HAS_DATA_FILE or DISK_FORMAT_UNKNOWN.
 */
export async function checkChain(image: ImageFile): Promise<void> {
  let above: { readonly path: string; readonly format: DiskFormat } = image
  for (const expected of [...image.backing, null]) {
    const name = above.format === 'qcow2' ? await backingNameOf(above.path) : null
    await checkLink(above.path, name, expected)
    if (expected === null) return
    await checkDiskFile(expected.path, { writable: false }).catch((error: unknown) => {
      throw new GuesthouseError(
        'BACKING_MISSING',
        { path: above.path, backing: expected.path },
        error,
      )
    })
    above = expected
  }
}

async function checkLink(
  path: string,
  name: string | null,
  expected: BackingFile | null,
): Promise<void> {
  if (expected === null) {
    if (name === null) return
    throw new GuesthouseError('BACKING_NOT_ACCEPTED', {
      path,
      backing: backingPath(path, name) ?? name,
    })
  }
  if (name === null) {
    throw new GuesthouseError('BACKING_CHANGED', { path, backing: expected.path })
  }
  const found = backingPath(path, name)
  if (found !== null && (found === expected.path || (await isSameFile(found, expected.path)))) {
    return
  }
  throw new GuesthouseError('BACKING_NOT_ACCEPTED', { path, backing: found ?? name })
}

async function backingNameOf(path: string): Promise<string | null> {
  const header = await usableHeader(path)
  if (header === null) {
    throw new GuesthouseError('DISK_FORMAT_UNKNOWN', { path }, 'it is not a qcow2 image any more')
  }
  return header.backingName
}

/**
 * The header of a qcow2 that QEMU would open; null where the file is none. Rejects with
 * DISK_CORRUPT, DISK_ENCRYPTED, DISK_HAS_DATA_FILE, DISK_FORMAT_UNKNOWN, DISK_UNREADABLE.
 */
export async function usableHeader(path: string): Promise<Qcow2Header | null> {
  const header = await readQcow2Header(path).catch((error: unknown) => {
    const damaged = error instanceof DamagedHeader
    throw new GuesthouseError(damaged ? 'DISK_FORMAT_UNKNOWN' : 'DISK_UNREADABLE', { path }, error)
  })
  if (header === null) return null
  if (header.encrypted) throw new GuesthouseError('DISK_ENCRYPTED', { path })
  if (header.externalDataFile) throw new GuesthouseError('DISK_HAS_DATA_FILE', { path })
  if (header.unknownFeatures.length > 0) {
    const bits = header.unknownFeatures.join(', ')
    throw new GuesthouseError('DISK_FORMAT_UNKNOWN', { path }, `unknown features: bits ${bits}`)
  }
  if (header.corrupt) throw new GuesthouseError('DISK_CORRUPT', { path })
  return header
}

/** A file of a chain as it was found. */
export interface FoundBacking {
  /** A path, or the name as it stands in the image where it is no file's. */
  readonly name: string
  readonly format: DiskFormat | null
  readonly problem: 'missing' | 'unreadable' | 'not-a-file' | null
}

/**
 * The files that a qcow2 builds on, nearest first, to be shown to the user. Of each that is a file
 * the first bytes are read, no more. Rejects like usableHeader for the images of the chain.
 */
export async function findBacking(path: string): Promise<FoundBacking[]> {
  const chain: FoundBacking[] = []
  let above = path
  while (chain.length < CHAIN_MAX) {
    const header = await usableHeader(above)
    if (header === null || header.backingName === null) return chain
    const below = backingPath(above, header.backingName)
    const problem = below === null ? 'not-a-file' : await problemOf(below)
    if (below === null || problem !== null) {
      const format = knownFormat(header.backingFormat)
      chain.push({ name: below ?? header.backingName, format, problem })
      return chain
    }
    // Where the image does not say, QEMU would look at the bytes; it is done once, and kept.
    const format = knownFormat(header.backingFormat) ?? (await detectFormat(below))
    chain.push({ name: below, format, problem: null })
    if (format !== 'qcow2') return chain
    above = below
  }
  throw new GuesthouseError('DISK_FORMAT_UNKNOWN', { path }, 'its backing files have no end')
}

async function problemOf(path: string): Promise<FoundBacking['problem']> {
  try {
    await checkDiskFile(path, { writable: false })
    return null
  } catch (error) {
    const code = errorCode(error)
    if (code === 'DISK_MISSING') return 'missing'
    return code === 'DISK_UNREADABLE' ? 'unreadable' : 'not-a-file'
  }
}

async function isSameFile(one: string, other: string): Promise<boolean> {
  try {
    return (await realpath(one)) === (await realpath(other))
  } catch {
    return false
  }
}
