import * as z from 'zod/mini'
import { method, nothing } from '../method.ts'

export const journalMethods = {
  /** Marks failures as read; without ids all of them. */
  'journal.markRead': method(
    z.object({ ids: z.optional(z.array(z.uuid()).check(z.maxLength(10_000))) }),
    nothing,
  ),
  'journal.clear': method(nothing, nothing),
} as const
