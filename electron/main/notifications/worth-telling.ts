import type { JournalNews } from '../journal/journal.ts'

/** ms: who has waited less for something knows that it is done. */
const LONG = 5_000

/** Why the desktop tells of something. */
export type Reason = 'job-done' | 'job-failed' | 'crashed' | 'shut-itself-down' | 'failed'

/**
 * Whether the desktop tells the person of what has just happened, and why. Nothing is told while a
 * window of ours is in front, nor what the person has just done themselves. Pure.
 */
export function worthTelling({ entry, asked }: JournalNews, inFront: boolean): Reason | null {
  if (inFront) return null
  const { what, error } = entry
  if (what.kind === 'job') {
    if (what.outcome === 'failed') return 'job-failed'
    return what.outcome === 'done' && what.took >= LONG ? 'job-done' : null
  }
  if (what.event === 'crashed') return 'crashed'
  if (what.event === 'shut-down') return asked ? null : 'shut-itself-down'
  return error === null ? null : 'failed'
}
