import * as z from 'zod/mini'

/** A PNG. */
export const pictureBytesSchema = z.custom<Uint8Array>((value) => value instanceof Uint8Array)

export const pictureSchema = z.discriminatedUnion('kind', [
  /** There is none: the guest has no screen, or was never seen. */
  z.object({ kind: z.literal('none') }),
  /** The one that the caller has. */
  z.object({ kind: z.literal('known') }),
  z.object({
    kind: z.literal('picture'),
    png: pictureBytesSchema,
    /** ms since the epoch */
    takenAt: z.number(),
  }),
])
export type Picture = z.infer<typeof pictureSchema>
