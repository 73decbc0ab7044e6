import * as z from 'zod/mini'
import { lineSchema } from '../../domain/config/primitives.ts'
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
  /**
   * Asks the person for a file and writes the screen to it, as it was when they were asked, as a PNG.
   * Answers with its path; null where they cancelled. `name` is what the file is called unless they
   * choose otherwise.
   */
  'pictures.save': method(
    z.object({ ...ofGuest, name: lineSchema(255) }),
    z.nullable(filePathSchema),
  ),
  /** Puts the screen as it is now into the desktop's clipboard. */
  'pictures.copy': method(guestRef, nothing),
} as const
