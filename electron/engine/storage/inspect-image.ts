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
  encrypted: z.optional(z.boolean()),
  snapshots: z.optional(
    z.array(
      z.object({
        name: z.string(),
        'vm-state-size': z.number(),
        'date-sec': z.optional(z.number()),
      }),
    ),
  ),
  'format-specific': z.optional(z.object({ type: z.string(), data: z.unknown() })),
})

/** ImageInfoSpecificVmdk, in part: a VMDK may be spread over files that its text names. */
const vmdkSchema = z.object({ extents: z.array(z.object({ filename: z.string() })) })

export interface ImageInfo {
  /** QEMU's name of the format; "raw" for everything that it does not recognise. */
  readonly format: string
  /** What a guest sees, in bytes. */
  readonly virtualSizeBytes: number
  /** What the file takes on its disk, in bytes. */
  readonly actualSizeBytes: number
  /** As it stands in the image, where it has one. It is not opened. */
  readonly backingFile?: string
  readonly encrypted: boolean
  readonly snapshots: readonly ImageSnapshot[]
  /** Files besides this one that hold its data (VMDK extents). */
  readonly otherFiles: readonly string[]
}

/** A snapshot inside an image. */
export interface ImageSnapshot {
  readonly name: string
  /** 0 where it holds no memory. */
  readonly memoryBytes: number
  /** ms since the epoch */
  readonly takenAt: number
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
    encrypted: info.encrypted ?? false,
    snapshots: (info.snapshots ?? []).map((snapshot) => ({
      name: snapshot.name,
      memoryBytes: snapshot['vm-state-size'],
      takenAt: (snapshot['date-sec'] ?? 0) * 1_000,
    })),
    otherFiles: otherFilesOf(info, path),
  }
}

function otherFilesOf(info: z.infer<typeof infoSchema>, path: string): string[] {
  const specific = info['format-specific']
  if (specific?.type !== 'vmdk') return []
  const { extents } = vmdkSchema.parse(specific.data)
  const own = new Set([path, fileName(path)])
  return [...new Set(extents.map(({ filename }) => filename))].filter((name) => !own.has(name))
}
