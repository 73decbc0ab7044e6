import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { guestNameSchema } from '../../../shared/domain/guest-config.ts'
import { call } from '../../ipc/call.ts'
import { useGuest } from '../../stores/guests-store.ts'
import { closeDialog } from '../../stores/view-store.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog, DialogBody, DialogFooter } from '../../ui/dialog.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { NameField } from '../../ui/name-field.tsx'
import { useDialogCall } from '../../ui/use-dialog-call.ts'
import css from './rename-dialog.module.css'

export default function RenameDialog({ id }: { readonly id: string }) {
  const { t } = useTranslation()
  const guest = useGuest(id)
  const [name, setName] = useState(guest?.name ?? '')
  const { error, busy, run } = useDialogCall()
  if (guest === undefined) return null

  const parsed = guestNameSchema.safeParse(name)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!parsed.success || busy) return
    const { data } = parsed
    if (data === guest.name) return closeDialog()
    void run({ id: `guest:${id}`, name: guest.name }, () =>
      call('guests.rename', { id, name: data }),
    )
  }
  return (
    <Dialog title={t('confirm.renameTitle')} onClose={closeDialog}>
      <form className={css.form} onSubmit={submit}>
        <DialogBody>
          <NameField label={t('confirm.renameLabel')} value={name} onChange={setName} />
          {error !== null && (
            <div className={css.error}>
              <ErrorNotice error={error} />
            </div>
          )}
        </DialogBody>
        <DialogFooter>
          <Button onClick={closeDialog}>{t('action.cancel')}</Button>
          <Button look="primary" type="submit" disabled={!parsed.success || busy}>
            {t('confirm.renameConfirm')}
          </Button>
        </DialogFooter>
      </form>
    </Dialog>
  )
}
