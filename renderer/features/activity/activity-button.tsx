import { Activity, CircleAlert } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { selectUnread, useJournal } from '../../stores/journal-store.ts'
import { selectProgress, selectRunningJobs, useJobs } from '../../stores/jobs-store.ts'
import { goTo, useView } from '../../stores/view-store.ts'
import { ProgressRing } from '../../ui/progress-ring.tsx'
import css from './activity-button.module.css'

/** In the sidebar: what is under way, and failures that were not read. */
export function ActivityButton() {
  const { t } = useTranslation()
  const running = useJobs((state) => selectRunningJobs(state).length)
  const share = useJobs(selectProgress)
  const unread = useJournal(selectUnread)
  const here = useView(({ place }) => place.kind === 'activity')
  return (
    <button
      type="button"
      className={css.button}
      aria-current={here ? 'page' : undefined}
      onClick={() => goTo({ kind: 'activity' })}
    >
      {running > 0 ? <ProgressRing share={share} /> : <Activity size={16} aria-hidden="true" />}
      <span className={css.label}>{t('activity.button')}</span>
      {running > 0 && (
        <span className={css.running}>{t('activity.running', { count: running })}</span>
      )}
      {unread > 0 && (
        <span className={css.unread}>
          <CircleAlert size={14} aria-hidden="true" />
          <span aria-hidden="true">{unread}</span>
          <span className="visually-hidden">{t('activity.unread', { count: unread })}</span>
        </span>
      )}
    </button>
  )
}
