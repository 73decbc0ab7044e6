import { useTranslation } from 'react-i18next'
import type { JobView } from '../../../shared/domain/jobs.ts'
import { call, errorDataOf } from '../../ipc/call.ts'
import { formatShare } from '../../i18n/format.ts'
import { type JobsState, useJobs } from '../../stores/jobs-store.ts'
import { Button } from '../../ui/button.tsx'
import { notifyFailure } from '../../ui/notify.ts'
import css from './create-dialog.module.css'

/** The latest that is under way: it is this dialog's. */
const selectJob = ({ byId }: JobsState): JobView | undefined =>
  Object.values(byId).findLast((job) => job.kind === 'provision' && job.state === 'running')

/** How far the copying of disks is. It goes on where the dialog is closed. */
export function CreateProgress() {
  const { t } = useTranslation()
  const job = useJobs(selectJob)
  if (job === undefined) return null
  const { progress, id } = job
  const share = progress === null || progress.total === 0 ? 0 : progress.done / progress.total
  const cancel = () =>
    call('jobs.cancel', { id }).catch((error: unknown) =>
      notifyFailure({ id: `job:${id}`, error: errorDataOf(error) }),
    )
  return (
    <div className={css.progress}>
      <div>
        <p id="create-progress">{t('create.copying', { share: formatShare(share) })}</p>
        <progress aria-labelledby="create-progress" max={1} value={share} />
        <p className={css.quiet}>{t('create.goesOn')}</p>
      </div>
      <Button onClick={() => void cancel()}>{t('create.stop')}</Button>
    </div>
  )
}
