import { X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { type JobView, SHARE_TOTAL } from '../../../shared/domain/jobs.ts'
import { formatBytes, formatDuration, formatShare, formatTime } from '../../i18n/format.ts'
import { useJobs } from '../../stores/jobs-store.ts'
import { type ProgressSample, rateOf } from '../../stores/progress-rate.ts'
import { Button } from '../../ui/button.tsx'
import { ProgressBar } from '../../ui/progress-bar.tsx'
import { useJobCancel } from '../../ui/use-job-cancel.ts'
import css from './job-row.module.css'
import { MachineName } from './machine-name.tsx'

const noSamples: readonly ProgressSample[] = []

/** One long operation: how far it is, how fast, how long it will take, and its end. */
export function JobRow({ id, now }: { readonly id: string; readonly now: number }) {
  const { t } = useTranslation()
  const job = useJobs(({ byId }) => byId[id])
  const samples = useJobs((state) => state.samples[id] ?? noSamples)
  if (job === undefined) return null
  const { progress } = job
  const share = progress === null || progress.total === 0 ? null : progress.done / progress.total
  const what = t(`job.${job.kind}`)
  return (
    <li className={css.row}>
      <div className={css.about}>
        <MachineName id={job.guest} name={job.name ?? ''} />
        <span className={css.what}>{what}</span>
      </div>
      <CancelButton job={job} />
      <div className={css.bar}>
        <ProgressBar label={what} share={share} />
      </div>
      <JobFacts job={job} samples={samples} now={now} />
    </li>
  )
}

interface JobFactsProps {
  readonly job: JobView
  readonly samples: readonly ProgressSample[]
  readonly now: number
}

function JobFacts({ job: { progress, startedAt }, samples, now }: JobFactsProps) {
  const { t } = useTranslation()
  const rate = rateOf(samples, now)
  const known = progress !== null && progress.total > 0
  const bytes = known && progress.total !== SHARE_TOTAL
  return (
    <p className={css.facts}>
      {known && <span>{formatShare(Math.min(1, progress.done / progress.total))}</span>}
      {bytes && (
        <span>
          {t('activity.amount', {
            done: formatBytes(progress.done),
            total: formatBytes(progress.total),
          })}
        </span>
      )}
      {rate !== null && rate.bytesPerSecond !== null && (
        <span>{t('activity.rate', { size: formatBytes(rate.bytesPerSecond) })}</span>
      )}
      {rate !== null && (
        <span>{t('activity.left', { time: formatDuration(roughly(rate.msLeft)) })}</span>
      )}
      <span className={css.since}>{t('activity.since', { time: formatTime(startedAt) })}</span>
    </p>
  )
}

/** A guess to the second would change with every look. */
function roughly(ms: number): number {
  const step = ms < 60_000 ? 5_000 : ms < 3_600_000 ? 60_000 : 600_000
  return Math.ceil(ms / step) * step
}

function CancelButton({ job }: { readonly job: JobView }) {
  const { t } = useTranslation()
  const { asked, cancel } = useJobCancel(job.id)
  return (
    <Button
      icon={<X size={16} />}
      disabled={asked}
      aria-label={t('activity.cancel', { what: t(`job.${job.kind}`) })}
      onClick={cancel}
    >
      {asked ? t('activity.cancelling') : t('action.cancel')}
    </Button>
  )
}
