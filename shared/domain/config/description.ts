import * as z from 'zod/mini'
import { lineSchema } from './primitives.ts'

/** A word or two of a person's own, not blank at the ends. */
const labelSchema = lineSchema(64).check(z.trim(), z.minLength(1, 'label-empty'))

/** What a person keeps about a guest. QEMU never learns of it, so it changes in every state. */
export const descriptionShape = {
  /** The heading that it stands under in the list. */
  group: z.nullable(labelSchema),
  tags: z.array(labelSchema).check(
    z.maxLength(32),
    z.refine((tags: string[]) => new Set(tags).size === tags.length, 'tags-not-unique'),
  ),
  notes: z.string().check(z.maxLength(16_384)),
  /** At the top of the list. */
  pinned: z.boolean(),
  /** What runs in it, in words, e.g. "Debian 13". */
  osName: z.nullable(labelSchema),
}
