import type { JournalEntry } from '../../../shared/domain/journal.ts'

export const logFilters = ['all', 'failures', 'jobs'] as const
export type LogFilter = (typeof logFilters)[number]

const fits: Record<LogFilter, (entry: JournalEntry) => boolean> = {
  all: () => true,
  failures: ({ error }) => error !== null,
  jobs: ({ what }) => what.kind === 'job',
}

export interface LogDay {
  /** ms since the epoch, of its newest entry. */
  readonly at: number
  /** Newest first. */
  readonly entries: readonly JournalEntry[]
}

export interface Log {
  readonly days: readonly LogDay[]
  /** Older entries that fit and are left out. */
  readonly older: number
}

/** The newest `most` entries that fit the filter, newest first, by the days of the person's clock. */
export function logOf(entries: readonly JournalEntry[], filter: LogFilter, most: number): Log {
  const fitting = entries.filter(fits[filter])
  // By the day, not by the neighbour: a clock that was put back leads to a day for the second time.
  const byDay = new Map<string, { at: number; entries: JournalEntry[] }>()
  for (const entry of fitting.slice(-most).toReversed()) {
    const date = new Date(entry.at).toDateString()
    const day = byDay.get(date) ?? { at: entry.at, entries: [] }
    day.entries.push(entry)
    byDay.set(date, day)
  }
  return { days: [...byDay.values()], older: Math.max(0, fitting.length - most) }
}
