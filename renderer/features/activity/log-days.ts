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
  const days: { at: number; entries: JournalEntry[] }[] = []
  let today = ''
  for (const entry of fitting.slice(-most).toReversed()) {
    const day = new Date(entry.at).toDateString()
    if (day !== today) days.push({ at: entry.at, entries: [] })
    today = day
    days.at(-1)?.entries.push(entry)
  }
  return { days, older: Math.max(0, fitting.length - most) }
}
