import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import css from './activity-page.module.css'
import { Failures } from './failures.tsx'
import { JournalLog } from './journal-log.tsx'
import { RunningJobs } from './running-jobs.tsx'

/** What is under way, what failed, and what was done. */
export default function ActivityPage({ lead }: { readonly lead: ReactNode }) {
  const { t } = useTranslation()
  return (
    <div className={css.page}>
      <header className={css.header}>
        {lead}
        <h1 className={css.title}>{t('activity.title')}</h1>
      </header>
      <div className={css.content}>
        <RunningJobs />
        <Failures />
        <JournalLog />
      </div>
    </div>
  )
}
