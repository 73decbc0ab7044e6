import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { GUEST_NAME_MAX, guestNameSchema } from '../../../shared/domain/guest-config.ts'
import type { GuestView } from '../../../shared/domain/guest.ts'
import type { SnapshotView } from '../../../shared/domain/snapshots.ts'
import { call } from '../../ipc/call.ts'
import { useJobOf } from '../../stores/jobs-store.ts'
import { showGuest } from '../../stores/view-store.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog, DialogBody, DialogFooter } from '../../ui/dialog.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { Field } from '../../ui/field.tsx'
import { JobBar } from '../../ui/job-bar.tsx'
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
  const [name, setName] = useState(() =>
    `${guest.name} ${snapshot.name}`.slice(0, GUEST_NAME_MAX).trim(),
  )
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
            <Field
              label={t('confirm.renameLabel')}
              value={name}
              error={
                parsed.success ? undefined : t('snapshots.nameInvalid', { max: GUEST_NAME_MAX })
              }
              onChange={(event) => setName(event.currentTarget.value)}
              onFocus={(event) => event.currentTarget.select()}
              data-first-focus
            />
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
