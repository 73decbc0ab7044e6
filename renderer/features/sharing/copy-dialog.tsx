import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { filePathSchema } from '../../../shared/domain/guest-config.ts'
import type { GuestView } from '../../../shared/domain/guest.ts'
import { pathInGuestSchema } from '../../../shared/ipc/method.ts'
import { call } from '../../ipc/call.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog, DialogBody, DialogFooter } from '../../ui/dialog.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { Field } from '../../ui/field.tsx'
import { useWork } from '../../ui/use-work.ts'
import css from './rows.module.css'

export interface Copy {
  readonly way: 'in' | 'out'
  readonly from: string
  readonly to: string
  readonly overwrite: boolean
}

export interface CopyDialogProps {
  readonly way: Copy['way']
  readonly guest: GuestView
  readonly onClose: () => void
  readonly onCopy: (copy: Copy) => void
}

/** The last part of a path of either kind of system. */
const lastPart = (path: string): string => path.split(/[/\\]/).at(-1) ?? ''

/** Which file goes where. */
export function CopyDialog({ way, guest, onClose, onCopy }: CopyDialogProps) {
  const { t } = useTranslation()
  const windows = guest.config?.os === 'windows'
  const [here, setHere] = useState('')
  const [typedThere, setThere] = useState<string | null>(null)
  const { error, run } = useWork(guest)
  const folder = windows ? 'C:\\Users\\Public\\' : '/tmp/'
  const there = typedThere ?? (way === 'in' && here !== '' ? folder + lastPart(here) : '')
  const hereValid = filePathSchema.safeParse(here).success
  const thereValid = pathInGuestSchema.safeParse(there).success

  const pick = () =>
    void run(
      () =>
        way === 'in'
          ? call('dialogs.pickFile', { kind: 'any' })
          : call('dialogs.pickNewFile', { name: lastPart(there) || t('sharing.copyName') }),
      (picked) => picked !== null && setHere(picked),
    )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!hereValid || !thereValid) return
    onClose()
    const [from, to] = way === 'in' ? [here, there] : [there, here]
    onCopy({ way, from, to, overwrite: false })
  }
  const hereField = (
    <Field
      key="here"
      label={t(way === 'in' ? 'sharing.fileHere' : 'sharing.newFileHere')}
      value={here}
      placeholder={t('create.pathPlaceholder')}
      error={here === '' || hereValid ? undefined : t('invalid.path-not-absolute')}
      onChange={(event) => setHere(event.currentTarget.value)}
      beside={<Button onClick={pick}>{t('create.choose')}</Button>}
      {...(way === 'in' ? { 'data-first-focus': true } : {})}
    />
  )
  const thereField = (
    <Field
      key="there"
      label={t(way === 'in' ? 'sharing.newFileThere' : 'sharing.fileThere')}
      value={there}
      onChange={(event) => setThere(event.currentTarget.value)}
      {...(way === 'out' ? { 'data-first-focus': true } : {})}
    />
  )
  return (
    <Dialog
      title={t(way === 'in' ? 'sharing.copyInTitle' : 'sharing.copyOutTitle', {
        name: guest.name,
      })}
      onClose={onClose}
    >
      <form className={css.form} onSubmit={submit}>
        <DialogBody>
          <div className={css.fields}>
            {way === 'in' ? [hereField, thereField] : [thereField, hereField]}
            {error !== null && <ErrorNotice error={error} />}
          </div>
        </DialogBody>
        <DialogFooter>
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button look="primary" type="submit" disabled={!hereValid || !thereValid}>
            {t('sharing.copyConfirm')}
          </Button>
        </DialogFooter>
      </form>
    </Dialog>
  )
}
