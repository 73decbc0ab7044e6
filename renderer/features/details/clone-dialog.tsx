import { type FormEvent, useCallback, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CloneGuest } from '../../../shared/domain/storage.ts'
import { type GuestConfig, guestNameSchema } from '../../../shared/domain/guest-config.ts'
import { formatBytes } from '../../i18n/format.ts'
import { fittingName } from '../../i18n/name-text.ts'
import { call } from '../../ipc/call.ts'
import { useGuest } from '../../stores/guests-store.ts'
import { selectHost, useHost } from '../../stores/host-store.ts'
import { useJobOf } from '../../stores/jobs-store.ts'
import { closeDialog, showGuest } from '../../stores/view-store.ts'
import { Button } from '../../ui/button.tsx'
import { Check } from '../../ui/check.tsx'
import { Dialog, DialogBody, DialogFooter } from '../../ui/dialog.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { JobBar } from '../../ui/job-bar.tsx'
import { NameField } from '../../ui/name-field.tsx'
import { Notice } from '../../ui/notice.tsx'
import { OptionList } from '../../ui/option-list.tsx'
import { useAnswer } from '../../ui/use-answer.ts'
import { useDialogCall } from '../../ui/use-dialog-call.ts'
import css from './clone-dialog.module.css'

/** Bytes that copies of the disks take, with all that they build on, each file counted once. */
async function bytesOf({ disks }: GuestConfig): Promise<number> {
  const paths = disks
    // What is only read and not ours stays shared.
    .filter(({ readOnly, managed }) => managed || !readOnly)
    .flatMap(({ path, backing }) => [path].concat(backing.map((below) => below.path)))
  const reports = await Promise.all(
    [...new Set(paths)].map((path) => call('storage.inspect', { path })),
  )
  return reports.reduce((sum, { allocatedBytes }) => sum + allocatedBytes, 0)
}

/** A machine after another: with disks of its own, or with disks that build on a template's. */
export default function CloneDialog({ id }: { readonly id: string }) {
  const { t } = useTranslation()
  const guest = useGuest(id)
  const free = useHost(selectHost)?.storage.freeBytes ?? null
  const job = useJobOf(id)
  const config = guest?.config ?? null
  const bytes = useAnswer(
    useCallback(async () => (config === null ? 0 : bytesOf(config)), [config]),
  )
  const isTemplate = config?.template ?? false
  const [name, setName] = useState<string>(() =>
    fittingName(t('cloning.nameOf', { name: guest?.name ?? '' })),
  )
  const [chosen, setChosen] = useState<CloneGuest['kind'] | null>(null)
  const [agreed, setAgreed] = useState(false)
  const { error, busy, run } = useDialogCall()
  if (guest === undefined || config === null) return null

  const kind = chosen ?? (isTemplate ? 'linked' : 'full')
  const parsed = guestNameSchema.safeParse(name)
  const allowed = busy || guest.actions.includes('clone')
  const ready = kind === 'full' || isTemplate || agreed
  const short = kind === 'full' && free !== null && (bytes.value ?? 0) > free
  const about = { id: `guest:${id}`, name: guest.name }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!parsed.success || busy || !ready || !allowed) return
    const { data } = parsed
    void run(
      about,
      async () => {
        if (kind === 'linked' && !isTemplate)
          await call('guests.setTemplate', { id, template: true })
        return call('guests.clone', { id, name: data, kind })
      },
      (made) => showGuest(made.id),
    )
  }
  const unmake = () => void run(about, () => call('guests.setTemplate', { id, template: false }))
  const fullHint = (): string => {
    if (config.disks.length === 0) return t('cloning.fullNoDisk')
    if (bytes.value === null) {
      return t(bytes.error === null ? 'cloning.fullMeasuring' : 'cloning.fullUnknown')
    }
    if (free === null) return t('cloning.fullUnknown')
    return t('cloning.fullHint', { size: formatBytes(bytes.value), free: formatBytes(free) })
  }
  return (
    <Dialog title={t('cloning.title', { name: guest.name })} onClose={closeDialog}>
      <form className={css.form} onSubmit={submit}>
        <DialogBody>
          <div className={css.fields}>
            <NameField label={t('cloning.name')} value={name} onChange={setName} />
            <OptionList
              label={t('cloning.kind')}
              value={kind}
              onChange={setChosen}
              options={[
                { value: 'full', label: t('cloning.full'), hint: fullHint() },
                {
                  value: 'linked',
                  label: t('cloning.linked'),
                  hint: t('cloning.linkedHint', { name: guest.name }),
                },
              ]}
            />
            {kind === 'linked' && !isTemplate && (
              <div className={css.agree}>
                <Check
                  label={t('cloning.makeTemplate', { name: guest.name })}
                  hint={t('cloning.makeTemplateHint')}
                  checked={agreed}
                  onChange={setAgreed}
                />
              </div>
            )}
            {short && (
              <Notice tone="warn" message={t('cloning.short')} next={t('cloning.shortNext')} />
            )}
            <p className={css.quiet}>{t('cloning.snapshots')}</p>
            {isTemplate && !busy && (
              <Button look="quiet" className={css.unmake} onClick={unmake}>
                {t('cloning.unmake', { name: guest.name })}
              </Button>
            )}
            {!allowed && <p className={css.quiet}>{t('cloning.unavailable')}</p>}
            {error !== null && <ErrorNotice error={error} />}
            {busy && job !== undefined && <JobBar job={job} />}
          </div>
        </DialogBody>
        <DialogFooter>
          <Button onClick={closeDialog}>{t(busy ? 'action.close' : 'action.cancel')}</Button>
          <Button
            look="primary"
            type="submit"
            disabled={!parsed.success || busy || !ready || !allowed}
          >
            {t('cloning.confirm')}
          </Button>
        </DialogFooter>
      </form>
    </Dialog>
  )
}
