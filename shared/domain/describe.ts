import * as z from 'zod/mini'
import { descriptionShape } from './config/description.ts'
import type { GuestConfig } from './guest-config.ts'

/** What a person keeps about a guest, of which only what is named changes. */
export const describeGuestSchema = z.object({
  group: z.optional(descriptionShape.group),
  tags: z.optional(descriptionShape.tags),
  notes: z.optional(descriptionShape.notes),
  pinned: z.optional(descriptionShape.pinned),
  osName: z.optional(descriptionShape.osName),
})
export type DescribeGuest = z.infer<typeof describeGuestSchema>

/** The fields of a guest that are a person's own; QEMU and snapshots have no part in them. */
export const descriptionKeys = Object.keys(descriptionShape) as (keyof typeof descriptionShape)[]

/** `config` with what a person keeps about `other`. Pure. */
export function withDescription(config: GuestConfig, other: GuestConfig): GuestConfig {
  const { group, tags, notes, pinned, osName } = other
  return { ...config, group, tags, notes, pinned, osName }
}
