import { X } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { JobView } from '../../../shared/domain/jobs.ts'
import { call, errorDataOf } from '../../ipc/call.ts'
import { Button } from '../../ui/button.tsx'
import { notifyFailure } from '../../ui/notify.ts'

/** Ends what takes long; the guest is then as it was before. */
export function JobCancel({ job }: { readonly job: JobView }) {
  const { t } = useTranslation()
  const [asked, setAsked] = useState(false)
  const cancel = () => {
    setAsked(true)
    call('jobs.cancel', { id: job.id }).catch((caught: unknown) => {
      setAsked(false)
      notifyFailure({ id: `job:${job.id}`, error: errorDataOf(caught) })
    })
  }
  return (
    <Button icon={<X size={16} />} disabled={asked} onClick={cancel}>
      {t('action.cancel')}
    </Button>
  )
}
