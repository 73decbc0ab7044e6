import { X } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { JobView } from '../../shared/domain/jobs.ts'
import { formatShare } from '../i18n/format.ts'
import { call, errorDataOf } from '../ipc/call.ts'
import { Button } from './button.tsx'
import css from './job-bar.module.css'
import { notifyFailure } from './notify.ts'

/** What is under way on a guest: its word, how far it is, and the way to end it. */
export function JobBar({ job }: { readonly job: JobView }) {
  const { t } = useTranslation()
  const [asked, setAsked] = useState<string | null>(null)
  const { progress } = job
  const share = progress === null || progress.total === 0 ? null : progress.done / progress.total
  const word = t(`job.${job.kind}`)
  const cancel = () => {
    setAsked(job.id)
    call('jobs.cancel', { id: job.id }).catch((caught: unknown) => {
      setAsked(null)
      notifyFailure({ id: `job:${job.id}`, error: errorDataOf(caught) })
    })
  }
  return (
    <div className={css.bar}>
      <span className={css.word}>{word}</span>
      <progress
        className={css.progress}
        aria-label={word}
        {...(share === null ? {} : { value: share })}
      />
      <span className={css.share}>{share === null ? '' : formatShare(share)}</span>
      <Button look="quiet" icon={<X size={16} />} disabled={asked === job.id} onClick={cancel}>
        {t('action.cancel')}
      </Button>
    </div>
  )
}
