import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { guestNameSchema } from '../../../shared/domain/guest-config.ts'
import type { GuestView } from '../../../shared/domain/guest.ts'
import { SNAPSHOT_NOTE_MAX, type SnapshotView } from '../../../shared/domain/snapshots.ts'
import { call } from '../../ipc/call.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog, DialogBody, DialogFooter } from '../../ui/dialog.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { NameField } from '../../ui/name-field.tsx'
import { TextArea } from '../../ui/text-area.tsx'
import { useWork } from '../../ui/use-work.ts'
import css from './dialogs.module.css'

export interface EditDialogProps {
  readonly guest: GuestView
  readonly snapshot: SnapshotView
  readonly onClose: () => void
}

/** Another name and note. */
export function EditDialog({ guest, snapshot, onClose }: EditDialogProps) {
  const { t } = useTranslation()
  const [name, setName] = useState(snapshot.name)
  const [note, setNote] = useState(snapshot.note)
  const { busy, error, run } = useWork(guest)
  const parsed = guestNameSchema.safeParse(name)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!parsed.success || busy) return
    const edited = { id: guest.id, snapshot: snapshot.id, name: parsed.data, note }
    void run(() => call('snapshots.edit', edited), onClose)
  }
  return (
    <Dialog title={t('snapshots.editTitle')} onClose={onClose}>
      <form className={css.form} onSubmit={submit}>
        <DialogBody>
          <div className={css.fields}>
            <NameField label={t('snapshots.name')} value={name} onChange={setName} />
            <TextArea
              label={t('snapshots.note')}
              value={note}
              maxLength={SNAPSHOT_NOTE_MAX}
              onChange={(event) => setNote(event.currentTarget.value)}
            />
            {error !== null && <ErrorNotice error={error} />}
          </div>
        </DialogBody>
        <DialogFooter>
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button look="primary" type="submit" disabled={!parsed.success || busy}>
            {t('snapshots.editConfirm')}
          </Button>
        </DialogFooter>
      </form>
    </Dialog>
  )
}
