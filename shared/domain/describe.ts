import * as z from 'zod/mini'
import { descriptionShape } from './config/description.ts'

/** What a person keeps about a guest, of which only what is named changes. */
export const describeGuestSchema = z.object({
  group: z.optional(descriptionShape.group),
  tags: z.optional(descriptionShape.tags),
  notes: z.optional(descriptionShape.notes),
  pinned: z.optional(descriptionShape.pinned),
  osName: z.optional(descriptionShape.osName),
})
export type DescribeGuest = z.infer<typeof describeGuestSchema>
