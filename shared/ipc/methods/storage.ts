import * as z from 'zod/mini'
import { filePathSchema } from '../../domain/guest-config.ts'
import {
  checkReportSchema,
  cloneGuestSchema,
  convertDiskSchema,
  createDiskSchema,
  disksFolderSchema,
  exportDiskSchema,
  growDiskSchema,
  imageReportSchema,
  importDiskSchema,
  repairDiskSchema,
  unusedFileSchema,
} from '../../domain/storage.ts'
import { diskRef, guestRef, method, nothing, ofGuest } from '../method.ts'

export const storageMethods = {
  /** Answers when the clone is there; shown as a job, as all that follow are. */
  'guests.clone': method(z.object({ ...ofGuest, ...cloneGuestSchema.shape }), guestRef),
  /** A template is not started; linked clones are made of it. */
  'guests.setTemplate': method(z.object({ ...ofGuest, template: z.boolean() }), nothing),
  /** What an image is, before it is chosen. */
  'storage.inspect': method(z.object({ path: filePathSchema }), imageReportSchema),
  /** Images in the guests' folders that no guest uses. */
  'storage.unused': method(nothing, z.array(unusedFileSchema)),
  /** What a folder is that disks are to be kept in; null: that of Guesthouse, in the home. */
  'storage.folder': method(z.object({ path: z.nullable(filePathSchema) }), disksFolderSchema),
  /** Answers with the id of the new disk, which a guest that runs has after its next start. */
  'storage.create': method(
    z.object({ ...ofGuest, ...createDiskSchema.shape }),
    z.object({ id: z.string() }),
  ),
  /** As `storage.create`, of an image that is there already. */
  'storage.import': method(
    z.object({ ...ofGuest, ...importDiskSchema.shape }),
    z.object({ id: z.string() }),
  ),
  'storage.grow': method(z.object({ ...ofGuest, ...growDiskSchema.shape }), nothing),
  /** Answers with the bytes taken on the disk. */
  'storage.compact': method(diskRef, z.object({ beforeBytes: z.number(), afterBytes: z.number() })),
  'storage.convert': method(
    z.object({ ...ofGuest, ...convertDiskSchema.shape }),
    z.object({ path: z.string() }),
  ),
  'storage.export': method(z.object({ ...ofGuest, ...exportDiskSchema.shape }), nothing),
  'storage.check': method(diskRef, checkReportSchema),
  'storage.repair': method(z.object({ ...ofGuest, ...repairDiskSchema.shape }), checkReportSchema),
} as const
