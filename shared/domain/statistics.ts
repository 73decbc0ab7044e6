import * as z from 'zod/mini'
import { guestIdSchema } from './guest-config.ts'

/** What is measured of a guest. */
export const metrics = [
  /** Of one processor of this computer: 150 is one and a half. */
  'cpuPercent',
  /** Of this computer's memory that QEMU holds, in bytes. */
  'memoryBytes',
  /** What the guest may use as the balloon stands, in bytes. */
  'balloonBytes',
  /** Of all its disks, a second. */
  'diskReadBytes',
  'diskWrittenBytes',
  'diskReads',
  'diskWrites',
  /** Bytes a second, as the guest sees it; known of bridged and TAP networks alone. */
  'networkReceivedBytes',
  'networkSentBytes',
] as const
export type Metric = (typeof metrics)[number]

const value = z.nullable(z.number())

/** null where it cannot be told: see Metric, and for the first moment of a guest. */
export const sampleSchema = z.object({
  cpuPercent: value,
  memoryBytes: value,
  balloonBytes: value,
  diskReadBytes: value,
  diskWrittenBytes: value,
  diskReads: value,
  diskWrites: value,
  networkReceivedBytes: value,
  networkSentBytes: value,
}) satisfies z.ZodMiniType<Record<Metric, number | null>>
export type Sample = z.infer<typeof sampleSchema>

/** What is kept: a minute of seconds, and an hour of minutes (each the mean of what was seen of it). */
export const spans = {
  minute: { stepMs: 1_000, points: 60 },
  hour: { stepMs: 60_000, points: 60 },
} as const
export type Span = keyof typeof spans

/** Oldest first, the last one now; null where nobody looked, so nothing was measured. */
const historySchema = z.array(z.nullable(sampleSchema))
export const guestStatisticsSchema = z.object({
  id: guestIdSchema,
  minute: historySchema,
  hour: historySchema,
})
export type GuestStatistics = z.infer<typeof guestStatisticsSchema>

/** One more point of a span for every guest that runs; a guest that is not in it runs no more. */
export const statisticsChangeSchema = z.object({
  span: z.enum(['minute', 'hour']),
  samples: z.array(z.object({ id: guestIdSchema, sample: sampleSchema })),
})
export type StatisticsChange = z.infer<typeof statisticsChangeSchema>
