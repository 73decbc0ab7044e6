import * as z from 'zod/mini'
import { errorDataSchema } from './guest.ts'
import { jobKinds } from './jobs.ts'
import { leaveReasons } from './leaving.ts'

/** What happened to a guest that is worth a line, besides jobs that ended. */
export const journalEvents = [
  'created',
  'deleted',
  'started',
  'resumed',
  'paused',
  'saved',
  'shut-down',
  'crashed',
  'broken',
  'failed',
] as const
export type JournalEvent = (typeof journalEvents)[number]

/** Entries that are kept; the oldest are forgotten. */
export const JOURNAL_KEPT = 1_000

export const journalEntrySchema = z.object({
  id: z.uuid(),
  /** ms since the epoch, of the time that a Date can have */
  at: z.number().check(z.gte(0), z.lte(8.64e15)),
  /** null where it is not about one guest. */
  guest: z.nullable(z.uuid()),
  /** The guest's name at that time; empty where there was none. */
  name: z.string(),
  what: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('guest'), event: z.enum(journalEvents) }),
    z.object({
      kind: z.literal('job'),
      job: z.enum(jobKinds),
      outcome: z.enum(['done', 'failed', 'cancelled']),
      /** ms */
      took: z.number(),
      /** The path of what it wrote for the person, such as an exported disk. */
      file: z.optional(z.string()),
    }),
  ]),
  error: z.nullable(errorDataSchema),
  /** A failure stays unread until the person has seen it; all else is read from the start. */
  read: z.boolean(),
  /** Of a machine that was saved or shut down before its user left: why they did. */
  because: z.optional(z.enum(leaveReasons)),
})
export type JournalEntry = z.infer<typeof journalEntrySchema>

export const journalChangeSchema = z.discriminatedUnion('type', [
  /** New, or changed in `read`. */
  z.object({ type: z.literal('put'), entries: z.array(journalEntrySchema) }),
  /** Of the oldest, that are forgotten, or of all. */
  z.object({ type: z.literal('removed'), ids: z.array(z.uuid()) }),
])
export type JournalChange = z.infer<typeof journalChangeSchema>
