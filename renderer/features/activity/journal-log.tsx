import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { JournalEntry } from '../../../shared/domain/journal.ts'
import { formatDay, formatDuration, formatFullTime, formatTimeOfDay } from '../../i18n/format.ts'
import { errorText } from '../../i18n/error-text.ts'
import { selectEntries, useJournal } from '../../stores/journal-store.ts'
import { BoxedList } from '../../ui/boxed-list.tsx'
import { Button } from '../../ui/button.tsx'
import { Choice } from '../../ui/choice.tsx'
import { ErrorDetails } from '../../ui/error-details.tsx'
import css from './activity-page.module.css'
import { ClearJournal } from './clear-journal.tsx'
import { happeningText } from './happening-text.ts'
import { type LogFilter, logFilters, logOf } from './log-days.ts'
import { MachineName } from './machine-name.tsx'

/** Entries that are shown at first, and more of with each wish for more. */
const PAGE = 100

const emptyTexts = {
  all: 'activity.empty',
  failures: 'activity.emptyFailures',
  jobs: 'activity.emptyJobs',
} as const satisfies Record<LogFilter, string>

/** What was done, by day. */
export function JournalLog() {
  const { t } = useTranslation()
  const entries = useJournal(selectEntries)
  const [filter, setFilter] = useState<LogFilter>('all')
  const [most, setMost] = useState(PAGE)
  const { days, older } = useMemo(() => logOf(entries, filter, most), [entries, filter, most])
  const options = logFilters.map((value) => ({ value, label: t(`activity.filters.${value}`) }))
  return (
    <section className={css.section} aria-labelledby="activity-log">
      <div className={css.bar}>
        <h2 id="activity-log" className={css.heading}>
          {t('activity.logTitle')}
        </h2>
        <Choice
          label={t('activity.filter')}
          value={filter}
          options={options}
          onChange={setFilter}
        />
        <ClearJournal disabled={entries.length === 0} />
      </div>
      {days.length === 0 && <p className={css.none}>{t(emptyTexts[filter])}</p>}
      {days.map((day) => (
        <div key={new Date(day.at).toDateString()} className={css.day}>
          <h3 className={css.date}>{formatDay(day.at)}</h3>
          <BoxedList>
            {day.entries.map((entry) => (
              <LogEntry key={entry.id} entry={entry} />
            ))}
          </BoxedList>
        </div>
      ))}
      {older > 0 && (
        <Button look="quiet" onClick={() => setMost(most + PAGE)}>
          {t('activity.older', { count: Math.min(PAGE, older) })}
        </Button>
      )}
    </section>
  )
}

function LogEntry({ entry }: { readonly entry: JournalEntry }) {
  const { t } = useTranslation()
  const { at, guest, name, what, error } = entry
  const took = what.kind === 'job' && what.outcome !== 'cancelled' ? what.took : null
  return (
    <li className={css.entry}>
      <time dateTime={new Date(at).toISOString()} title={formatFullTime(at)}>
        {formatTimeOfDay(at)}
      </time>
      <MachineName id={guest} name={name} />
      <div>
        <p className={error === null ? undefined : css.failed}>
          {happeningText(entry, t)}
          {took !== null && (
            <span className={css.took}>{t('activity.took', { time: formatDuration(took) })}</span>
          )}
        </p>
        {error !== null && (
          <>
            <p className={css.reason}>{errorText(error).message}</p>
            <ErrorDetails error={error} />
          </>
        )}
      </div>
    </li>
  )
}
