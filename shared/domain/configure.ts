import * as z from 'zod/mini'
import { guestConfigSchema } from './guest-config.ts'

/** A guest's whole description as it is to be. Its id, schema, name and kind stay what they are. */
export const configureGuestSchema = z.object({
  config: guestConfigSchema,
  /**
   * What the change was made from. Where the guest is no longer that, the answer is GUEST_CHANGED:
   * somebody else has changed it meanwhile.
   */
  base: z.optional(guestConfigSchema),
  /** Takes a disc out of a drive that the guest has locked, which it may be reading. */
  force: z.optional(z.boolean()),
})
export type ConfigureGuest = z.infer<typeof configureGuestSchema>

/** Fields by name ("memoryMiB", "disks.disk1", "nics.nic0.connected"); none is in both. */
export const configureResultSchema = z.object({
  /** What holds now. */
  applied: z.array(z.string()),
  /** What holds after the next start. */
  pending: z.array(z.string()),
})
export type ConfigureResult = z.infer<typeof configureResultSchema>
