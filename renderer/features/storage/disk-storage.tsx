import { useCallback, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { GuestView } from '../../../shared/domain/guest.ts'
import type { DiskConfig } from '../../../shared/domain/guest-config.ts'
import { deviceName } from '../../i18n/device-name.ts'
import { call } from '../../ipc/call.ts'
import { useJobOf } from '../../stores/jobs-store.ts'
import { Button } from '../../ui/button.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { JobBar } from '../../ui/job-bar.tsx'
import { useAnswer } from '../../ui/use-answer.ts'
import { useJobEnds } from '../../ui/use-job-ends.ts'
import { useWork } from '../../ui/use-work.ts'
import { DiskActions, type DiskAction } from './disk-actions.tsx'
import { DiskDialog } from './disk-dialog.tsx'
import css from './disk-storage.module.css'
import { ImageChain } from './image-chain.tsx'
import { ImageFacts } from './image-facts.tsx'
import { useDiskWork } from './use-disk-work.ts'

export interface DiskStorageProps {
  readonly guest: GuestView
  readonly disk: DiskConfig
}

/** Where a disk's space goes, what it builds on, and what can be done about it. */
export default function DiskStorage({ guest, disk }: DiskStorageProps) {
  const { t } = useTranslation()
  const { path } = disk
  const name = deviceName('disks', disk.id, [guest.config])
  const ends = useJobEnds(guest.job)
  const { state } = guest
  const report = useAnswer(
    // Of another size after another operation, start or stop.
    // oxlint-disable-next-line react/exhaustive-deps
    useCallback(() => call('storage.inspect', { path }), [path, ends, state]),
  )
  const [dialog, setDialog] = useState<DiskAction | null>(null)
  const work = useWork(guest)
  const { outcome, start } = useDiskWork(guest, disk, work, report.again)
  const job = useJobOf(guest.id)
  const choose = (action: DiskAction) => {
    work.clear()
    if (action === 'check') start({ action })
    else if (action === 'reveal') start({ action })
    else setDialog(action)
  }
  return (
    <section className={css.storage} aria-label={t('disk.label', { disk: name })}>
      {report.error !== null && (
        <ErrorNotice
          tone="warn"
          error={report.error}
          actions={<Button onClick={report.again}>{t('app.tryAgain')}</Button>}
        />
      )}
      {report.value !== null && report.error === null && (
        <>
          <ImageFacts report={report.value} guest={guest} />
          <ImageChain disk={disk} report={report.value} />
        </>
      )}
      {report.value === null && report.error === null && (
        <p className={css.quiet}>{t('disk.looking')}</p>
      )}
      <DiskActions guest={guest} disk={disk} name={name} report={report.value} onChoose={choose} />
      {work.busy && job !== undefined && <JobBar job={job} />}
      {work.error !== null && <ErrorNotice error={work.error} />}
      <p role="status" className={outcome === null ? 'visually-hidden' : css.outcome}>
        {outcome}
      </p>
      {dialog !== null && report.value !== null && (
        <DiskDialog
          action={dialog}
          guest={guest}
          disk={disk}
          name={name}
          report={report.value}
          onClose={() => setDialog(null)}
          onStart={start}
        />
      )}
    </section>
  )
}
