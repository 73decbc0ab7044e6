import { GuesthouseError } from '../../../shared/domain/errors.ts'
import { type BackingFile, writableFormats } from '../../../shared/domain/config/storage.ts'
import { findBacking, type FoundBacking, usableHeader } from './backing-chain.ts'
import { checkDiskFile } from './check-disk-file.ts'
import { inspectImage } from './inspect-image.ts'

export interface AdoptedDisk {
  readonly format: 'qcow2' | 'raw'
  readonly backing: BackingFile[]
}

/**
 * Looks at an image that the user wants to use where it is, and says how. `acceptBacking` are the
 * files below it that the user was shown and agreed to; they must be exactly those that are there.
 * Rejects with what checkDiskFile and usableHeader say, BACKING_NOT_ACCEPTED (naming the files, with
 * ", " between them), BACKING_MISSING, DISK_NEEDS_CONVERSION, DISK_FORMAT_UNKNOWN.
 */
export async function adoptDisk(options: {
  readonly qemuImg: string
  readonly path: string
  readonly acceptBacking?: readonly string[] | undefined
  /** Whether the guest will write to it; true if not given. */
  readonly writable?: boolean
}): Promise<AdoptedDisk> {
  const { qemuImg, path, acceptBacking = [] } = options
  await checkDiskFile(path, { writable: options.writable ?? true })
  await usableHeader(path)
  const { format } = await inspectImage({ qemuImg, path })
  if (!isWritableFormat(format)) {
    throw new GuesthouseError('DISK_NEEDS_CONVERSION', { path, format })
  }
  const found = format === 'qcow2' ? await findBacking(path) : []
  return { format, backing: acceptedBacking(path, found, acceptBacking) }
}

/** The chain as it goes into the guest's description, where it is the one that was agreed to. */
export function acceptedBacking(
  path: string,
  found: readonly FoundBacking[],
  accepted: readonly string[],
): BackingFile[] {
  const names = found.map(({ name }) => name)
  const same = names.length === accepted.length && names.every((name, i) => name === accepted[i])
  if (!same) {
    // What was agreed to and is not there any more is said by its name as well.
    const params = { path, backing: (names.length > 0 ? names : accepted).join(', ') }
    throw new GuesthouseError(names.length > 0 ? 'BACKING_NOT_ACCEPTED' : 'BACKING_CHANGED', params)
  }
  return found.map(({ name, format, problem }) => {
    if (problem !== null) throw new GuesthouseError('BACKING_MISSING', { path, backing: name })
    if (format === null) throw new GuesthouseError('DISK_FORMAT_UNKNOWN', { path: name })
    return { path: name, format }
  })
}

const isWritableFormat = (format: string): format is 'qcow2' | 'raw' =>
  (writableFormats as readonly string[]).includes(format)
