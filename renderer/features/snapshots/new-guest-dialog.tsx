import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { guestNameSchema } from '../../../shared/domain/guest-config.ts'
import type { GuestView } from '../../../shared/domain/guest.ts'
import type { SnapshotView } from '../../../shared/domain/snapshots.ts'
import { fittingName } from '../../i18n/name-text.ts'
import { call } from '../../ipc/call.ts'
import { useJobOf } from '../../stores/jobs-store.ts'
import { showGuest } from '../../stores/view-store.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog, DialogBody, DialogFooter } from '../../ui/dialog.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { JobBar } from '../../ui/job-bar.tsx'
import { NameField } from '../../ui/name-field.tsx'
import { useWork } from '../../ui/use-work.ts'
import css from './dialogs.module.css'

export interface NewGuestDialogProps {
  readonly guest: GuestView
  readonly snapshot: SnapshotView
  readonly onClose: () => void
}

/** Another machine with the disks of a snapshot. */
export function NewGuestDialog({ guest, snapshot, onClose }: NewGuestDialogProps) {
  const { t } = useTranslation()
  const [name, setName] = useState(() => fittingName(`${guest.name} ${snapshot.name}`))
  const { busy, error, run } = useWork(guest)
  const job = useJobOf(guest.id)
  const parsed = guestNameSchema.safeParse(name)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!parsed.success || busy) return
    const made = { id: guest.id, snapshot: snapshot.id, name: parsed.data }
    void run(
      () => call('snapshots.newGuest', made),
      ({ id }) => {
        onClose()
        showGuest(id)
      },
    )
  }
  return (
    <Dialog
      title={t('snapshots.newTitle', { snapshot: snapshot.name })}
      description={t('snapshots.newText')}
      onClose={onClose}
    >
      <form className={css.form} onSubmit={submit}>
        <DialogBody>
          <div className={css.fields}>
            <NameField label={t('confirm.renameLabel')} value={name} onChange={setName} />
            {error !== null && <ErrorNotice error={error} />}
            {busy && job !== undefined && <JobBar job={job} />}
          </div>
        </DialogBody>
        <DialogFooter>
          <Button onClick={onClose}>{t(busy ? 'action.close' : 'action.cancel')}</Button>
          <Button look="primary" type="submit" disabled={!parsed.success || busy}>
            {t('snapshots.newConfirm')}
          </Button>
        </DialogFooter>
      </form>
    </Dialog>
  )
}
