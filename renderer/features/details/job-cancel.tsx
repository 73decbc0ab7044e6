import { X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { JobView } from '../../../shared/domain/jobs.ts'
import { Button } from '../../ui/button.tsx'
import { useJobCancel } from '../../ui/use-job-cancel.ts'

/** Ends what takes long; the guest is then as it was before. */
export function JobCancel({ job }: { readonly job: JobView }) {
  const { t } = useTranslation()
  const { asked, cancel } = useJobCancel(job.id)
  return (
    <Button icon={<X size={16} />} disabled={asked} onClick={cancel}>
      {t('action.cancel')}
    </Button>
  )
}
