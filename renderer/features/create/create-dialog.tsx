import { type FormEvent, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { FoundSource } from '../../../shared/domain/provision.ts'
import { selectHost, useHost } from '../../stores/host-store.ts'
import { closeDialog } from '../../stores/view-store.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog, DialogBody, DialogFooter } from '../../ui/dialog.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { Field } from '../../ui/field.tsx'
import { AdvancedFields } from './advanced-fields.tsx'
import css from './create-dialog.module.css'
import { DiskFields } from './disk-fields.tsx'
import { PathField } from './path-field.tsx'
import { cpusReason, memoryReason } from './reasons.ts'
import { useCreateForm } from './use-create-form.ts'
import { hasBootSource } from './validate.ts'

/** "New machine": working defaults, each with its reason. */
export interface CreateDialogProps {
  /** A file to make it of, where one was dropped or picked. */
  readonly source: FoundSource | undefined
}

export default function CreateDialog(_props: CreateDialogProps) {
  const { t } = useTranslation()
  const host = useHost(selectHost)
  const state = useCreateForm()
  const { form, issues, error, busy, set, leave, submit } = state
  const qemuError = host?.qemuError ?? null
  const formElement = useRef<HTMLFormElement>(null)
  const send = async (start: boolean) => {
    await submit(start)
    // After the render that marks them: the first field that is wrong comes into sight.
    formElement.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
  }
  const onSubmit = (event: FormEvent) => {
    event.preventDefault()
    void send(qemuError === null)
  }
  return (
    <Dialog
      title={t('create.title')}
      description={t('create.intro')}
      width="wide"
      onClose={closeDialog}
    >
      <form ref={formElement} className={css.form} onSubmit={onSubmit} noValidate>
        <DialogBody>
          <div className={css.fields}>
            {qemuError !== null && <ErrorNotice tone="warn" error={qemuError} />}
            <Field
              label={t('create.name')}
              value={form.name}
              error={issues.name}
              onChange={(event) => set('name', event.currentTarget.value)}
              onBlur={() => leave('name')}
              onFocus={(event) => event.currentTarget.select()}
              data-first-focus
            />
            <PathField
              label={t('create.cdrom')}
              hint={t('create.cdromHint')}
              error={issues.cdrom}
              kind="cdrom"
              value={form.cdrom}
              onChange={(path) => set('cdrom', path)}
              onBlur={() => leave('cdrom')}
            />
            <DiskFields state={state} host={host} />
            <div className={css.pair}>
              <Field
                label={t('create.memory')}
                type="number"
                unit={t('create.unitMiB')}
                hint={memoryReason(host, form.memoryMiB)}
                error={issues.memoryMiB}
                value={form.memoryMiB}
                onChange={(event) => set('memoryMiB', event.currentTarget.value)}
                onBlur={() => leave('memoryMiB')}
              />
              <Field
                label={t('create.cpus')}
                type="number"
                hint={cpusReason(host, form.cpus)}
                error={issues.cpus}
                value={form.cpus}
                onChange={(event) => set('cpus', event.currentTarget.value)}
                onBlur={() => leave('cpus')}
              />
            </div>
            <AdvancedFields state={state} />
            {!hasBootSource(form) && <p className={css.quiet}>{t('create.nothingToBoot')}</p>}
          </div>
        </DialogBody>
        {error !== null && (
          <div className={css.error} role="alert">
            <ErrorNotice error={error} />
          </div>
        )}
        <DialogFooter>
          <Button onClick={closeDialog}>{t('action.cancel')}</Button>
          <Button disabled={busy} onClick={() => void send(false)}>
            {t('create.create')}
          </Button>
          <Button look="primary" type="submit" disabled={busy || qemuError !== null}>
            {t(busy ? 'create.creating' : 'create.createAndStart')}
          </Button>
        </DialogFooter>
      </form>
    </Dialog>
  )
}
