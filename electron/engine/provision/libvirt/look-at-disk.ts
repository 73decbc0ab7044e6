import { stat } from 'node:fs/promises'
import { type DiskFormat, writableFormats } from '../../../../shared/domain/config/storage.ts'
import { GuesthouseError } from '../../../../shared/domain/errors.ts'
import { findBacking, type FoundBacking, usableHeader } from '../../storage/backing-chain.ts'
import { checkDiskFile } from '../../storage/check-disk-file.ts'
import { inspectImage } from '../../storage/inspect-image.ts'

/** An image that a description names, looked at before it is used. */
export interface LookedAtDisk {
  readonly format: DiskFormat
  readonly virtualSizeBytes: number
  /** What its file takes, in bytes. */
  readonly fileBytes: number
  readonly backing: readonly FoundBacking[]
  readonly copyOnly: boolean
}

/**
 * Looks at an image as what its description says that it is: a raw disk is one whatever its bytes
 * look like, because the machine on it may have written them. Rejects with what checkDiskFile,
 * usableHeader, findBacking and inspectImage say, BACKING_MISSING, DISK_HAS_DATA_FILE and
 * DISK_FORMAT_UNKNOWN.
 */
export async function lookAtDisk(
  qemuImg: string,
  path: string,
  declared: DiskFormat | null,
): Promise<LookedAtDisk> {
  await checkDiskFile(path, { writable: false })
  const { size, blocks } = await stat(path)
  if (declared === 'raw') {
    return {
      ...{ format: 'raw', virtualSizeBytes: size, fileBytes: blocks * 512 },
      ...{ backing: [], copyOnly: false },
    }
  }
  const unknown = (cause: string) => new GuesthouseError('DISK_FORMAT_UNKNOWN', { path }, cause)
  if (declared === null) throw unknown('the description names a format that is not known')
  if (declared === 'qcow2' && (await usableHeader(path)) === null) throw unknown('it is no qcow2')
  const info = await inspectImage({ qemuImg, path })
  if (info.format !== declared) throw unknown(`it is ${info.format}, not ${declared}`)
  const others = declared === 'qcow2' ? [] : [...info.otherFiles, info.backingFile ?? []].flat()
  if (others.length > 0)
    throw new GuesthouseError('DISK_HAS_DATA_FILE', { path }, others.join(', '))
  const backing = declared === 'qcow2' ? await findBacking(path) : []
  const missing = backing.find(({ problem, format }) => problem !== null || format === null)
  if (missing !== undefined) {
    throw new GuesthouseError('BACKING_MISSING', { path, backing: missing.name })
  }
  return {
    ...{ format: declared, virtualSizeBytes: info.virtualSizeBytes, fileBytes: blocks * 512 },
    ...{ backing, copyOnly: !(writableFormats as readonly string[]).includes(declared) },
  }
}
