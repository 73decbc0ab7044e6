import { X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { JobView } from '../../shared/domain/jobs.ts'
import { formatShare } from '../i18n/format.ts'
import { Button } from './button.tsx'
import css from './job-bar.module.css'
import { useJobCancel } from './use-job-cancel.ts'

/** What is under way on a guest: its word, how far it is, and the way to end it. */
export function JobBar({ job }: { readonly job: JobView }) {
  const { t } = useTranslation()
  const { asked, cancel } = useJobCancel(job.id)
  const { progress } = job
  const share = progress === null || progress.total === 0 ? null : progress.done / progress.total
  const word = t(`job.${job.kind}`)
  return (
    <div className={css.bar}>
      <span className={css.word}>{word}</span>
      <progress
        className={css.progress}
        aria-label={word}
        {...(share === null ? {} : { value: share })}
      />
      <span className={css.share}>{share === null ? '' : formatShare(share)}</span>
      <Button look="quiet" icon={<X size={16} />} disabled={asked} onClick={cancel}>
        {t('action.cancel')}
      </Button>
    </div>
  )
}
