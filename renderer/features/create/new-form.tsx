import { type FormEvent, type ReactNode, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SourceRemark } from '../../../shared/domain/provision.ts'
import { selectHost, useHost } from '../../stores/host-store.ts'
import { DialogBody } from '../../ui/dialog.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { Field } from '../../ui/field.tsx'
import { AdvancedFields } from './advanced-fields.tsx'
import { BackingAgreement } from './backing-agreement.tsx'
import css from './create-dialog.module.css'
import { CreateFooter, useStartsAtOnce } from './create-footer.tsx'
import { CreateProgress } from './create-progress.tsx'
import { DiskFields } from './disk-fields.tsx'
import { PathField } from './path-field.tsx'
import { cpusReason, memoryReason, type NeedySystem } from './reasons.ts'
import { RemarkList } from './remark-list.tsx'
import { SystemFields } from './system-fields.tsx'
import { type FormSource, useCreateForm } from './use-create-form.ts'
import { useDiskImage } from './use-disk-image.ts'
import { hasBootSource } from './validate.ts'

export interface NewFormProps {
  /** What the machine is made of, or where to choose it. */
  readonly top: ReactNode
  /** Another file is being looked at; nothing is made meanwhile. */
  readonly waiting: boolean
  readonly source: FormSource | undefined
  readonly remarks: readonly SourceRemark[]
}

function needySystem(source: FormSource | undefined): NeedySystem | null {
  if (source?.kind !== 'iso' || source.needs === null || source.osName === null) return null
  return { osName: source.osName, needs: source.needs }
}

/** A machine that is to be installed, or starts from a disk: each value with its reason. */
export function NewForm({ top, waiting, source, remarks }: NewFormProps) {
  const { t } = useTranslation()
  const host = useHost(selectHost)
  const startsAtOnce = useStartsAtOnce()
  const state = useCreateForm(source)
  const { form, issues, error, busy, set, leave, submit } = state
  const qemuError = host?.qemuError ?? null
  const formElement = useRef<HTMLFormElement>(null)
  const system = needySystem(source)
  const image = useDiskImage(form, source)
  const backing = image.disk?.backing ?? []
  const copied =
    form.disk === 'existing' && (form.diskHow === 'copy' || image.disk?.copyOnly === true)
  /** The disk whose files below it were agreed to. */
  const [agreedTo, setAgreedTo] = useState<string | null>(null)
  const agreed = agreedTo === form.diskPath
  const blocked = waiting || (backing.length > 0 && !agreed)
  const send = async (start: boolean) => {
    if (blocked) return
    await submit(start, { copied, acceptBacking: agreed ? backing : [] })
    // After the render that marks them: the first field that is wrong comes into sight.
    formElement.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
  }
  const onSubmit = (event: FormEvent) => {
    event.preventDefault()
    void send(startsAtOnce && qemuError === null)
  }
  return (
    <form ref={formElement} className={css.form} onSubmit={onSubmit} noValidate>
      <DialogBody>
        <div className={css.fields}>
          {qemuError !== null && <ErrorNotice tone="warn" error={qemuError} />}
          {top}
          <RemarkList title={t('create.worthKnowing')} remarks={remarks} />
          <Field
            label={t('create.name')}
            value={form.name}
            error={issues.name}
            onChange={(event) => set('name', event.currentTarget.value)}
            onBlur={() => leave('name')}
            onFocus={(event) => event.currentTarget.select()}
            data-first-focus
          />
          {source === undefined && (
            <PathField
              label={t('create.cdrom')}
              hint={t('create.cdromHint')}
              error={issues.cdrom}
              kind="cdrom"
              value={form.cdrom}
              onChange={(path) => set('cdrom', path)}
              onBlur={() => leave('cdrom')}
            />
          )}
          <DiskFields state={state} host={host} image={image} needs={system} />
          <BackingAgreement
            files={backing}
            agreed={agreed}
            onChange={(on) => setAgreedTo(on ? form.diskPath : null)}
          />
          <div className={css.pair}>
            <Field
              label={t('create.memory')}
              type="number"
              unit={t('create.unitMiB')}
              hint={memoryReason(host, form.memoryMiB, system)}
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
          <SystemFields state={state} />
          <AdvancedFields state={state} />
          {!hasBootSource(form) && <p className={css.quiet}>{t('create.nothingToBoot')}</p>}
        </div>
      </DialogBody>
      {busy && copied && <CreateProgress />}
      <CreateFooter
        error={error}
        busy={busy}
        blocked={blocked}
        canStart={qemuError === null}
        onCreate={(start) => void send(start)}
      />
    </form>
  )
}
