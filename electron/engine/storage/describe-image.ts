import type { ImageReport } from '../../../shared/domain/storage.ts'
import { type FoundBacking, findBacking } from './backing-chain.ts'
import { findDiskHolder } from './find-disk-holder.ts'
import { inspectImage } from './inspect-image.ts'
import { readQcow2Header } from './qcow2-header.ts'

/**
 * All that is to be known of an image, which may be in use, damaged or encrypted. Rejects like
 * inspectImage.
 */
export async function describeImage(options: {
  readonly qemuImg: string
  readonly path: string
  readonly signal?: AbortSignal
}): Promise<ImageReport> {
  const { path } = options
  const info = await inspectImage(options)
  const header = info.format === 'qcow2' ? await readQcow2Header(path) : null
  return {
    path,
    format: info.format,
    virtualSizeBytes: info.virtualSizeBytes,
    allocatedBytes: info.actualSizeBytes,
    backing: await backingOf(path, info),
    otherFiles: [...info.otherFiles],
    snapshots: [...info.snapshots],
    dirty: header?.dirty ?? false,
    corrupt: header?.corrupt ?? false,
    encrypted: info.encrypted,
    holder: await findDiskHolder(path),
  }
}

async function backingOf(
  path: string,
  info: { readonly format: string; readonly backingFile?: string },
): Promise<FoundBacking[]> {
  if (info.backingFile === undefined) return []
  // Only qcow2's are followed: of another format's none is ever opened.
  const named: FoundBacking = { name: info.backingFile, format: null, problem: null }
  if (info.format !== 'qcow2') return [named]
  // One that is damaged is described all the same.
  return findBacking(path).catch(() => [named])
}
