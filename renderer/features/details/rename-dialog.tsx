import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { GUEST_NAME_MAX, guestNameSchema } from '../../../shared/domain/guest-config.ts'
import { call } from '../../ipc/call.ts'
import { useGuest } from '../../stores/guests-store.ts'
import { closeDialog } from '../../stores/view-store.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog, DialogBody, DialogFooter } from '../../ui/dialog.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { Field } from '../../ui/field.tsx'
import { useDialogCall } from '../../ui/use-dialog-call.ts'
import css from './rename-dialog.module.css'

const issues = ['name-empty', 'name-long', 'name-control-characters'] as const

export default function RenameDialog({ id }: { readonly id: string }) {
  const { t } = useTranslation()
  const guest = useGuest(id)
  const [name, setName] = useState(guest?.name ?? '')
  const { error, busy, run } = useDialogCall()
  if (guest === undefined) return null

  const parsed = guestNameSchema.safeParse(name)
  const issue = parsed.error?.issues[0]?.message
  const key = issues.find((known) => known === issue)

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
          <Field
            label={t('confirm.renameLabel')}
            value={name}
            error={key === undefined ? undefined : t(`invalid.${key}`, { max: GUEST_NAME_MAX })}
            onChange={(event) => setName(event.currentTarget.value)}
            onFocus={(event) => event.currentTarget.select()}
            data-first-focus
          />
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
