import * as z from 'zod/mini'
import { GuesthouseError } from '../../../shared/domain/errors.ts'
import { describeEnd } from '../capabilities/run-program.ts'
import { checkDiskFile } from './check-disk-file.ts'
import { fileName, runQemuImg } from './qemu-img.ts'

/** ms; a header is read, no more. One that takes qemu-img longer is made to. */
const INSPECT_TIMEOUT_MS = 15_000

/** `qemu-img info --output=json`: ImageInfo of qapi/block-core.json, in part. */
const infoSchema = z.object({
  format: z.string(),
  'virtual-size': z.number(),
  'actual-size': z.optional(z.number()),
  'backing-filename': z.optional(z.string()),
})

export interface ImageInfo {
  /** QEMU's name of the format; "raw" for everything that it does not recognise. */
  readonly format: string
  /** What a guest sees, in bytes. */
  readonly virtualSizeBytes: number
  /** What the file takes on its disk, in bytes. */
  readonly actualSizeBytes: number
  /** As it stands in the image, where it has one. It is not opened. */
  readonly backingFile?: string
}

/**
 * What an image is. It may be in use. Rejects with what checkDiskFile rejects with, and with
 * DISK_FORMAT_UNKNOWN where qemu-img cannot make sense of it (its words the cause).
 */
export async function inspectImage(options: {
  readonly qemuImg: string
  readonly path: string
  readonly signal?: AbortSignal
}): Promise<ImageInfo> {
  const { qemuImg, path, signal } = options
  await checkDiskFile(path, { writable: false })
  // Without --backing-chain no other file is opened; -U reads beside a QEMU that holds the image.
  const args = ['info', '-U', '--output=json', '--', fileName(path)]
  const result = await runQemuImg({ qemuImg, args, timeoutMs: INSPECT_TIMEOUT_MS, signal })
  const unknown = (cause: unknown) => new GuesthouseError('DISK_FORMAT_UNKNOWN', { path }, cause)
  if (result.code !== 0) throw unknown(describeEnd(result))
  let info: z.infer<typeof infoSchema>
  try {
    info = infoSchema.parse(JSON.parse(result.stdout))
  } catch (error) {
    throw unknown(error)
  }
  const backingFile = info['backing-filename']
  return {
    format: info.format,
    virtualSizeBytes: info['virtual-size'],
    actualSizeBytes: info['actual-size'] ?? 0,
    ...(backingFile === undefined ? {} : { backingFile }),
  }
}
