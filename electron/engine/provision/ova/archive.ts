import { extract, type Header } from 'tar-stream'
import type { ErrorParams, GuesthouseError } from '../../../../shared/domain/errors.ts'
import type { SourceReason } from '../../../../shared/domain/errors/source-reasons.ts'
import type { RangeFile } from '../read-range.ts'
import { sourceError } from '../source-error.ts'

/** Files and folders of an archive: a description, a manifest, some disks. */
const MEMBERS_MAX = 256
/** Bytes that are fed to the reader of one header; long names have blocks of their own. */
const HEADER_MAX = 1024 * 1024
const BLOCK = 512
/** Bytes that are read at once: a header and what may belong to it. */
const CHUNK = 8 * 1024

/** A file in the archive: where its bytes are in that of the archive. */
export interface Member {
  readonly name: string
  readonly offset: number
  readonly bytes: number
}

/**
 * The members of a tar archive, without reading what is in them: between the headers it is gone over.
 * Nothing is ever unpacked under a member's name; a name that leads elsewhere is refused all the
 * same, because no OVA has one. Rejects with OVA_DAMAGED or OVA_UNSAFE.
 */
export async function readMembers(file: RangeFile, path: string): Promise<Member[]> {
  const members: Member[] = []
  let at = 0
  // Folders count too: an archive of headers alone would be read for hours.
  for (let count = 0; count <= MEMBERS_MAX; count += 1) {
    const header = await nextHeader(file, path, at)
    if (header === null) return members
    const offset = at + header.dataAt
    const { bytes } = header
    if (offset + bytes > file.bytes) throw damaged(path, 'cut-off')
    const name = checkedName(path, header.headers)
    if (name !== null) {
      if (members.some((other) => other.name === name)) {
        throw unsafe(path, 'file-twice', { file: name })
      }
      members.push({ name, offset, bytes })
    }
    at = offset + Math.ceil(bytes / BLOCK) * BLOCK
  }
  throw unsafe(path, 'too-many-files', { max: MEMBERS_MAX })
}

/** null for folders, which an archive of a folder names as well. */
function checkedName(path: string, { name: raw, type }: Header): string | null {
  const name = raw.replace(/^(?:\.\/)+/, '')
  if (type === 'directory') {
    if (name === '' || name === '.') return null
    throw unsafe(path, 'folder', { file: raw })
  }
  if (type !== 'file' && type !== 'contiguous-file') {
    throw unsafe(path, 'file-link', { file: raw })
  }
  // oxlint-disable-next-line no-control-regex
  if (name === '' || name === '..' || /[/\\\u0000-\u001f\u007f]/.test(name)) {
    throw unsafe(path, 'file-name', { file: raw })
  }
  return name
}

interface FoundHeader {
  readonly headers: Header
  /** From where the search began to the first byte of the file's content. */
  readonly dataAt: number
  readonly bytes: number
}

/** The next file's header, read by tar-stream from there on; null at the end of the archive. */
async function nextHeader(
  file: RangeFile,
  path: string,
  from: number,
): Promise<FoundHeader | null> {
  const first = await file.read(from, CHUNK)
  // Two blocks of zeros are its end (POSIX pax, ustar), whatever follows.
  if (!first.subarray(0, 2 * BLOCK).some((byte) => byte !== 0)) return null
  const reader = extract()
  let settled = false
  const outcome = new Promise<FoundHeader | null>((resolve, reject) => {
    reader.on('entry', (headers: Header & { readonly byteOffset?: number }, content) => {
      // The reader is ended with its first entry, which its content then says.
      content.on('error', () => {})
      resolve({ headers, dataAt: headers.byteOffset ?? Number.NaN, bytes: headers.size })
    })
    reader.on('error', reject)
    reader.on('finish', () => resolve(null))
  }).finally(() => (settled = true))
  try {
    await Promise.all([outcome, feed(file, from, reader, () => settled)])
    const found = await outcome
    if (found === null) return null
    if (!Number.isSafeInteger(found.dataAt) || !(found.bytes >= 0)) throw new Error('no size')
    return found
  } catch (error) {
    throw damaged(path, 'bad-header', error)
  } finally {
    reader.destroy()
  }
}

/** Gives the reader the archive from there on until it has what it wants. */
async function feed(
  file: RangeFile,
  from: number,
  reader: ReturnType<typeof extract>,
  done: () => boolean,
): Promise<void> {
  for (let fed = 0; !done(); ) {
    if (fed >= HEADER_MAX) throw new Error('a header has no end')
    const chunk = await file.read(from + fed, CHUNK)
    if (chunk.length === 0) {
      reader.end(undefined)
      return
    }
    if (!done()) reader.write(chunk)
    fed += chunk.length
  }
}

const damaged = (path: string, reason: SourceReason, cause?: unknown): GuesthouseError =>
  sourceError('OVA_DAMAGED', path, reason, {}, cause)

const unsafe = (path: string, reason: SourceReason, params: ErrorParams): GuesthouseError =>
  sourceError('OVA_UNSAFE', path, reason, params)
