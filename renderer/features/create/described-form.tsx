import { type FormEvent, type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DescribedSource, FoundSource } from '../../../shared/domain/provision.ts'
import { formatBytes, formatMiB } from '../../i18n/format.ts'
import { selectHost, useHost } from '../../stores/host-store.ts'
import { Choice } from '../../ui/choice.tsx'
import { DialogBody } from '../../ui/dialog.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { Field } from '../../ui/field.tsx'
import { BackingAgreement } from './backing-agreement.tsx'
import css from './create-dialog.module.css'
import { CreateFooter, useStartsAtOnce } from './create-footer.tsx'
import { CreateProgress } from './create-progress.tsx'
import { DescribedDisks } from './described-disks.tsx'
import { RemarkList } from './remark-list.tsx'
import { useDescribedForm } from './use-described-form.ts'

export interface DescribedFormProps {
  readonly top: ReactNode
  /** Another file is being looked at; nothing is made meanwhile. */
  readonly waiting: boolean
  readonly found: FoundSource
  readonly source: DescribedSource
}

/** A machine that a file describes whole: what it is, what changes, and what may be chosen. */
export function DescribedForm({ top, waiting, found, source }: DescribedFormProps) {
  const { t } = useTranslation()
  const host = useHost(selectHost)
  const startsAtOnce = useStartsAtOnce()
  const state = useDescribedForm(found, source)
  const { form, issues, error, busy, set, submit } = state
  const { disks, config } = source
  const [agreed, setAgreed] = useState(false)
  const qemuError = host?.qemuError ?? null
  const backing = [...new Set(disks.flatMap((disk) => disk.backing))]
  const copied = source.kind === 'ova' || form.disks === 'copy'
  const onlyCopies = disks.some((disk) => disk.copyOnly)
  const blocked =
    waiting ||
    disks.some(({ problem }) => problem !== null) ||
    (backing.length > 0 && !agreed) ||
    (!copied && onlyCopies)
  const send = (start: boolean) => void submit(start, agreed ? backing : [])
  const onSubmit = (event: FormEvent) => {
    event.preventDefault()
    if (!blocked) send(startsAtOnce && qemuError === null)
  }
  const needed = disks.reduce((sum, disk) => sum + disk.copyBytes, 0)
  return (
    <form className={css.form} onSubmit={onSubmit} noValidate>
      <DialogBody>
        <div className={css.fields}>
          {qemuError !== null && <ErrorNotice tone="warn" error={qemuError} />}
          {top}
          <Field
            label={t('create.name')}
            value={form.name}
            error={issues.name}
            onChange={(event) => set('name', event.currentTarget.value)}
            onFocus={(event) => event.currentTarget.select()}
            data-first-focus
          />
          <div className={css.pair}>
            <Field
              label={t('create.memory')}
              type="number"
              unit={t('create.unitMiB')}
              hint={said(
                Number(form.memoryMiB) === config.memoryMiB,
                host === null ? null : formatMiB(host.memoryMiB),
              )}
              error={issues.memoryMiB}
              value={form.memoryMiB}
              onChange={(event) => set('memoryMiB', event.currentTarget.value)}
            />
            <Field
              label={t('create.cpus')}
              type="number"
              hint={said(
                Number(form.cpus) === config.cpus,
                host === null ? null : String(host.cpus),
              )}
              error={issues.cpus}
              value={form.cpus}
              onChange={(event) => set('cpus', event.currentTarget.value)}
            />
          </div>
          <DescribedDisks disks={disks} />
          {source.kind === 'libvirt' && disks.length > 0 && (
            <fieldset className={css.group}>
              <legend className={css.legend}>{t('create.disksHow')}</legend>
              <Choice
                label={t('create.disksHow')}
                value={form.disks}
                onChange={(how) => set('disks', how)}
                options={[
                  { value: 'copy', label: t('create.disksCopy') },
                  { value: 'use', label: t('create.disksUse') },
                ]}
              />
              <p className={css.quiet}>
                {t(copied ? 'create.disksCopyHint' : 'create.disksUseHint')}
              </p>
              {!copied && onlyCopies && (
                <p className={css.wrong} role="alert">
                  {t('create.disksOnlyCopy')}
                </p>
              )}
            </fieldset>
          )}
          {copied && host !== null && disks.length > 0 && (
            <p className={css.quiet}>
              {t('create.spaceNeeded', {
                needed: formatBytes(needed),
                free: formatBytes(host.storage.freeBytes),
                path: host.storage.path,
              })}
            </p>
          )}
          <BackingAgreement files={backing} agreed={agreed} onChange={setAgreed} />
          <RemarkList
            title={t('create.remarks', { count: found.remarks.length })}
            remarks={found.remarks}
          />
        </div>
      </DialogBody>
      {busy && copied && <CreateProgress />}
      <CreateFooter
        error={error}
        busy={busy}
        blocked={blocked}
        canStart={qemuError === null}
        onCreate={send}
      />
    </form>
  )

  function said(asSaid: boolean, total: string | null): string {
    if (total === null) return t('create.asFile')
    return t(asSaid ? 'create.asFileTotal' : 'create.memoryTotal', { total })
  }
}
