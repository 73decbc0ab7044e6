import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type ShareConfig, shareSchema } from '../../../shared/domain/config/devices.ts'
import { filePathSchema, type GuestConfig } from '../../../shared/domain/guest-config.ts'
import type { GuestView } from '../../../shared/domain/guest.ts'
import { call } from '../../ipc/call.ts'
import { Button } from '../../ui/button.tsx'
import { Check } from '../../ui/check.tsx'
import { Dialog, DialogBody, DialogFooter } from '../../ui/dialog.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { Field } from '../../ui/field.tsx'
import { OptionList } from '../../ui/option-list.tsx'
import { useWork } from '../../ui/use-work.ts'
import css from './rows.module.css'
import { proposeTag, TAG_MAX, withChangedShare, withShare } from './shares.ts'
import { useConfigure } from './use-configure.ts'

export interface ShareDialogProps {
  readonly guest: GuestView
  readonly config: GuestConfig
  /** The one that is edited. */
  readonly edited?: ShareConfig
  readonly onClose: () => void
}

/** Which folder the guest gets, and as what. */
export function ShareDialog({ guest, config, edited, onClose }: ShareDialogProps) {
  const { t } = useTranslation()
  const [path, setPath] = useState(edited?.path ?? '')
  const [typedTag, setTypedTag] = useState(edited?.tag ?? null)
  const [readOnly, setReadOnly] = useState(edited?.readOnly ?? false)
  const [driver, setDriver] = useState(edited?.driver ?? 'auto')
  const picking = useWork(guest)
  const { busy, error, apply } = useConfigure(guest)

  const taken = config.shares.filter(({ id }) => id !== edited?.id).map(({ tag }) => tag)
  const tag = typedTag ?? (path === '' ? '' : proposeTag(path, taken))
  const parsed = shareSchema.safeParse({ id: 'share', path, tag, readOnly, driver })
  const wrong = new Set(parsed.error?.issues.map(({ path: at }) => at[0]))
  const used = taken.includes(tag)
  const later = edited === undefined ? 'sharing.folderLater' : 'sharing.editFolderLater'
  const pick = () =>
    void picking.run(
      () => call('dialogs.pickFile', { kind: 'folder' }),
      (picked) => picked !== null && setPath(picked),
    )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!parsed.success || used || busy) return
    const fields = { path, tag, readOnly, driver }
    const changed =
      edited === undefined
        ? withShare(config, fields, guest.runtime?.config ?? null)
        : withChangedShare(config, edited.id, fields)
    apply(changed, onClose)
  }
  return (
    <Dialog
      title={t(edited === undefined ? 'sharing.folderTitle' : 'sharing.editFolderTitle')}
      {...(guest.runtime === null ? {} : { description: t(later) })}
      onClose={onClose}
    >
      <form className={css.form} onSubmit={submit}>
        <DialogBody>
          <div className={css.fields}>
            <Field
              label={t('sharing.folder')}
              value={path}
              placeholder={t('sharing.folderPlaceholder')}
              error={
                path === '' || filePathSchema.safeParse(path).success
                  ? undefined
                  : t('invalid.path-not-absolute')
              }
              onChange={(event) => setPath(event.currentTarget.value)}
              beside={<Button onClick={pick}>{t('create.choose')}</Button>}
              data-first-focus
            />
            <Field
              label={t('sharing.tag')}
              value={tag}
              maxLength={TAG_MAX}
              hint={t('sharing.tagHint')}
              error={
                used
                  ? t('sharing.tagUsed')
                  : tag !== '' && wrong.has('tag')
                    ? t('sharing.tagInvalid')
                    : undefined
              }
              onChange={(event) => setTypedTag(event.currentTarget.value)}
            />
            <Check
              label={t('sharing.readOnly')}
              hint={t('sharing.readOnlyHint')}
              checked={readOnly}
              onChange={setReadOnly}
            />
            <OptionList
              label={t('sharing.driver')}
              value={driver}
              onChange={setDriver}
              options={[
                {
                  value: 'auto',
                  label: t('sharing.driverAuto'),
                  hint: t('sharing.driverAutoHint'),
                },
                { value: 'virtiofs', label: 'virtiofs', hint: t('sharing.driverVirtiofsHint') },
                { value: '9p', label: '9p', hint: t('sharing.driver9pHint') },
              ]}
            />
            {picking.error !== null && <ErrorNotice error={picking.error} />}
            {error !== null && <ErrorNotice error={error} />}
          </div>
        </DialogBody>
        <DialogFooter>
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button look="primary" type="submit" disabled={!parsed.success || used || busy}>
            {t(edited === undefined ? 'sharing.folderConfirm' : 'sharing.editFolderConfirm')}
          </Button>
        </DialogFooter>
      </form>
    </Dialog>
  )
}
