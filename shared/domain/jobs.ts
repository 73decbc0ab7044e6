import * as z from 'zod/mini'
import { errorDataSchema } from './guest.ts'

/** What takes long enough to be shown, waited for and cancelled. */
export const jobKinds = [
  'save',
  'restore',
  'snapshot',
  'revert',
  'delete-snapshot',
  'clone',
  'import',
  'convert',
  'grow',
  'compact',
  'export',
  'check',
  'repair',
  'copy-in',
  'copy-out',
  'provision',
] as const
export type JobKind = (typeof jobKinds)[number]

/**
 * The `total` of progress that is told in hundredths of a percent, as qemu-img prints it; any other
 * is in bytes.
 */
export const SHARE_TOTAL = 10_000

export const jobViewSchema = z.object({
  id: z.uuid(),
  kind: z.enum(jobKinds),
  /** null where it is not about one guest. */
  guest: z.nullable(z.uuid()),
  /** What a job that is about no guest works on, such as the name of the one that it makes. */
  name: z.optional(z.string()),
  /** The path of what it writes for the person, such as an exported disk. */
  file: z.optional(z.string()),
  state: z.enum(['running', 'done', 'failed', 'cancelled']),
  /** null while nothing is known; in bytes, or in hundredths of a percent of SHARE_TOTAL. */
  progress: z.nullable(z.object({ done: z.number(), total: z.number() })),
  /** ms since the epoch */
  startedAt: z.number(),
  endedAt: z.nullable(z.number()),
  error: z.nullable(errorDataSchema),
})
export type JobView = z.infer<typeof jobViewSchema>
