import { useTranslation } from 'react-i18next'
import { useShallow } from 'zustand/react/shallow'
import type { JournalEntry } from '../../../shared/domain/journal.ts'
import { formatFullTime, formatTime } from '../../i18n/format.ts'
import { call, errorDataOf } from '../../ipc/call.ts'
import { useJournal } from '../../stores/journal-store.ts'
import { Button } from '../../ui/button.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { notifyFailure } from '../../ui/notify.ts'
import css from './activity-page.module.css'
import { happeningText } from './happening-text.ts'
import { MachineName } from './machine-name.tsx'

/** Without ids, all of them. */
function markRead(ids?: string[]): void {
  call('journal.markRead', ids === undefined ? {} : { ids }).catch((caught: unknown) =>
    notifyFailure({ id: 'journal', error: errorDataOf(caught) }),
  )
}

/** Failures that nobody has seen yet, newest first. They stay until somebody says so. */
export function Failures() {
  const { t } = useTranslation()
  const unread = useJournal(useShallow(({ entries }) => entries.filter(({ read }) => !read)))
  if (unread.length === 0) return null
  return (
    <section className={css.section} aria-labelledby="activity-failures">
      <div className={css.bar}>
        <h2 id="activity-failures" className={css.heading}>
          {t('activity.failuresTitle')}
        </h2>
        {unread.length > 1 && (
          <Button look="quiet" onClick={() => markRead()}>
            {t('activity.allSeen')}
          </Button>
        )}
      </div>
      <ul className={css.failures}>
        {unread.toReversed().map((entry) => (
          <Failure key={entry.id} entry={entry} />
        ))}
      </ul>
    </section>
  )
}

function Failure({ entry }: { readonly entry: JournalEntry }) {
  const { t } = useTranslation()
  const { id, at, guest, name, error } = entry
  if (error === null) return null
  return (
    <li>
      <p className={css.about}>
        <MachineName id={guest} name={name} />
        <span>{happeningText(entry, t)}</span>
        <time dateTime={new Date(at).toISOString()} title={formatFullTime(at)}>
          {formatTime(at)}
        </time>
      </p>
      <ErrorNotice
        error={error}
        actions={<Button onClick={() => markRead([id])}>{t('activity.seen')}</Button>}
      />
    </li>
  )
}
