import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { PageHeader } from '../../ui/page-header.tsx'
import css from './activity-page.module.css'
import { Failures } from './failures.tsx'
import { JournalLog } from './journal-log.tsx'
import { RunningJobs } from './running-jobs.tsx'

/** What is under way, what failed, and what was done. */
export default function ActivityPage({ lead }: { readonly lead: ReactNode }) {
  const { t } = useTranslation()
  return (
    <div className={css.page}>
      <PageHeader lead={lead} title={t('activity.title')} />
      <div className={css.content}>
        <RunningJobs />
        <Failures />
        <JournalLog />
      </div>
    </div>
  )
}
