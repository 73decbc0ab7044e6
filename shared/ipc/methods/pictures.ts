import * as z from 'zod/mini'
import { filePathSchema } from '../../domain/guest-config.ts'
import { pictureBytesSchema, pictureSchema } from '../../domain/pictures.ts'
import { guestRef, method, nothing, ofGuest, snapshotRef } from '../method.ts'

export const picturesMethods = {
  /**
   * The guest's screen as a PNG in its own size, taken anew at most every 2 s; of a guest that does
   * not run the last one. `known` is the `takenAt` of the one that the caller has.
   */
  'pictures.screen': method(z.object({ ...ofGuest, known: z.optional(z.number()) }), pictureSchema),
  /** The screen when a snapshot was taken; null where there was none. */
  'pictures.snapshot': method(snapshotRef, z.nullable(pictureBytesSchema)),
  /** Writes the screen as it is now as a PNG. */
  'pictures.save': method(z.object({ ...ofGuest, path: filePathSchema }), nothing),
  /** Puts the screen as it is now into the desktop's clipboard. */
  'pictures.copy': method(guestRef, nothing),
} as const
