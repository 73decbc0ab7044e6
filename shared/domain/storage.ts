import * as z from 'zod/mini'
import { diskFormatSchema } from './config/storage.ts'
import {
  deviceIdSchema,
  diskBytesSchema,
  filePathSchema,
  guestNameSchema,
} from './config/primitives.ts'
import { errorDataSchema } from './guest.ts'

/** What an image is, for a person who has to decide something about it. Sizes are in bytes. */
export const imageReportSchema = z.object({
  path: z.string(),
  /** QEMU's name; "raw" for everything that it does not recognise. */
  format: z.string(),
  virtualSizeBytes: z.number(),
  allocatedBytes: z.number(),
  /** What it builds on, nearest first; a name that is no path is one that Guesthouse never opens. */
  backing: z.array(
    z.object({
      name: z.string(),
      format: z.nullable(diskFormatSchema),
      problem: z.nullable(z.enum(['missing', 'unreadable', 'not-a-file'])),
    }),
  ),
  /** Files besides it that hold its data. */
  otherFiles: z.array(z.string()),
  snapshots: z.array(z.object({ name: z.string(), memoryBytes: z.number(), takenAt: z.number() })),
  /** It was not closed in order; QEMU mends that by itself. */
  dirty: z.boolean(),
  corrupt: z.boolean(),
  encrypted: z.boolean(),
  /** Who uses it now, e.g. "qemu-system-x86, process 4242". */
  holder: z.nullable(z.string()),
})
export type ImageReport = z.infer<typeof imageReportSchema>

/** What a check finds. Leaks waste space and harm nothing. */
export const checkOutcomes = {
  good: 'No errors were found.',
  leaks: 'No data is damaged. Some space is taken that nothing uses; a repair gives it back.',
  damaged: 'The image is damaged. Make a copy of the file before it is repaired.',
  'not-checkable': 'Images of this format hold nothing that could be checked.',
} as const
export type CheckOutcome = keyof typeof checkOutcomes

export const checkReportSchema = z.object({
  outcome: z.enum(Object.keys(checkOutcomes) as [CheckOutcome, ...CheckOutcome[]]),
  /** The outcome as a sentence. */
  message: z.string(),
  corruptions: z.number(),
  leaks: z.number(),
  /** What was mended; 0 where nothing was asked for. */
  corruptionsFixed: z.number(),
  leaksFixed: z.number(),
})
export type CheckReport = z.infer<typeof checkReportSchema>

const acceptBackingSchema = z.optional(z.array(filePathSchema).check(z.maxLength(32)))

/** An empty disk, in the guest's folder; the file grows as the guest writes. */
export const createDiskSchema = z.object({ sizeBytes: diskBytesSchema })
export type CreateDisk = z.infer<typeof createDiskSchema>

/** How a disk that is there already gets into a guest. */
export const importDiskSchema = z.object({
  path: filePathSchema,
  /**
   * use: where it is. copy and move: into the guest's folder. link: a new disk that builds on it,
   * so that it stays as it is. convert: a qcow2 of its content in the guest's folder.
   */
  how: z.enum(['use', 'copy', 'move', 'link', 'convert']),
  /** The files below it, as shown to the user, who agreed. */
  acceptBacking: acceptBackingSchema,
})
export type ImportDisk = z.infer<typeof importDiskSchema>

export const exportFormatSchema = z.enum(['qcow2', 'raw', 'vmdk', 'vdi'])

export const exportDiskSchema = z.object({
  disk: deviceIdSchema,
  path: filePathSchema,
  format: exportFormatSchema,
})
export type ExportDisk = z.infer<typeof exportDiskSchema>

export const growDiskSchema = z.object({ disk: deviceIdSchema, sizeBytes: diskBytesSchema })
export type GrowDisk = z.infer<typeof growDiskSchema>

export const convertDiskSchema = z.object({
  disk: deviceIdSchema,
  format: z.enum(['qcow2', 'raw']),
})
export type ConvertDisk = z.infer<typeof convertDiskSchema>

export const repairDiskSchema = z.object({
  disk: deviceIdSchema,
  /** leaks: gives space back. all: mends damage as well, which can lose data. */
  what: z.enum(['leaks', 'all']),
})
export type RepairDisk = z.infer<typeof repairDiskSchema>

export const cloneGuestSchema = z.object({
  name: guestNameSchema,
  /** full: stands alone. linked: builds on a template's disks; quick and small. */
  kind: z.enum(['full', 'linked']),
})
export type CloneGuest = z.infer<typeof cloneGuestSchema>

/** A file in the folder of a guest that no guest uses. Guesthouse never deletes it. */
export const unusedFileSchema = z.object({
  path: z.string(),
  bytes: z.number(),
  /** Left by an operation that was cut off. */
  unfinished: z.boolean(),
})
export type UnusedFile = z.infer<typeof unusedFileSchema>

/** A folder in which disks of machines are to be made. */
export const disksFolderSchema = z.object({
  path: z.string(),
  /** Bytes for this user on its file system; 0 where the folder is not there. */
  freeBytes: z.number(),
  writable: z.boolean(),
  /** Why no disk can be made in it. */
  problem: z.nullable(errorDataSchema),
})
export type DisksFolder = z.infer<typeof disksFolderSchema>
