import { useTranslation } from 'react-i18next'
import { useShallow } from 'zustand/react/shallow'
import { selectRunningJobs, useJobs } from '../../stores/jobs-store.ts'
import { BoxedList } from '../../ui/boxed-list.tsx'
import css from './activity-page.module.css'
import { JobRow } from './job-row.tsx'
import { useNow } from './use-now.ts'

/** What is under way. */
export function RunningJobs() {
  const { t } = useTranslation()
  const ids = useJobs(useShallow(selectRunningJobs))
  const now = useNow(ids.length > 0)
  return (
    <section className={css.section} aria-labelledby="activity-running">
      <h2 id="activity-running" className={css.heading}>
        {t('activity.runningTitle')}
      </h2>
      {ids.length === 0 ? (
        <p className={css.none}>{t('activity.nothingRunning')}</p>
      ) : (
        <BoxedList>
          {ids.map((id) => (
            <JobRow key={id} id={id} now={now} />
          ))}
        </BoxedList>
      )}
    </section>
  )
}
