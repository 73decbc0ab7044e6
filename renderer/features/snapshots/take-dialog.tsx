import { type FormEvent, useCallback, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { guestNameSchema } from '../../../shared/domain/guest-config.ts'
import type { GuestView } from '../../../shared/domain/guest.ts'
import { SNAPSHOT_NOTE_MAX } from '../../../shared/domain/snapshots.ts'
import { formatFullTime } from '../../i18n/format.ts'
import { call } from '../../ipc/call.ts'
import { useJobOf } from '../../stores/jobs-store.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog, DialogBody, DialogFooter } from '../../ui/dialog.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { JobBar } from '../../ui/job-bar.tsx'
import { NameField } from '../../ui/name-field.tsx'
import { OptionList } from '../../ui/option-list.tsx'
import { TextArea } from '../../ui/text-area.tsx'
import { useAnswer } from '../../ui/use-answer.ts'
import { useWork } from '../../ui/use-work.ts'
import css from './dialogs.module.css'

export interface TakeDialogProps {
  readonly guest: GuestView
  readonly onClose: () => void
  readonly onTaken: (id: string) => void
}

/** Keeps the machine as it is now. It stays open while that takes, so that nothing typed is lost. */
export function TakeDialog({ guest, onClose, onTaken }: TakeDialogProps) {
  const { t } = useTranslation()
  const { id } = guest
  const runs = guest.runtime !== null
  const [name, setName] = useState<string>(() =>
    t('snapshots.defaultName', { time: formatFullTime(Date.now()) }),
  )
  const [note, setNote] = useState('')
  const [chosen, setChosen] = useState<'memory' | 'disks' | null>(null)
  const { busy, error, run } = useWork(guest)
  const job = useJobOf(id)
  const blockers = useAnswer(
    useCallback(async () => (runs ? call('guests.saveBlockers', { id }) : []), [id, runs]),
  )
  const blocked = (blockers.value ?? []).map(({ code }) => t(`saveBlockers.${code}`)).join(', ')
  const what = chosen ?? (blocked === '' ? 'memory' : 'disks')
  const parsed = guestNameSchema.safeParse(name)

  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!parsed.success || busy) return
    void run(
      () =>
        call('snapshots.take', { id, name: parsed.data, note, memory: runs && what === 'memory' }),
      (taken) => {
        onClose()
        onTaken(taken.id)
      },
    )
  }
  return (
    <Dialog title={t('snapshots.takeTitle', { name: guest.name })} onClose={onClose}>
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
            {runs ? (
              <OptionList
                label={t('snapshots.what')}
                value={what}
                onChange={setChosen}
                options={[
                  {
                    value: 'memory',
                    label: t('snapshots.withMemory'),
                    hint:
                      blocked === ''
                        ? t('snapshots.withMemoryHint')
                        : t('snapshots.memoryBlocked', { reason: blocked }),
                    disabled: blocked !== '',
                  },
                  {
                    value: 'disks',
                    label: t('snapshots.disksOnly'),
                    hint: t('snapshots.disksOnlyHint'),
                  },
                ]}
              />
            ) : (
              <p className={css.quiet}>{t('snapshots.offHint')}</p>
            )}
            {error !== null && <ErrorNotice error={error} />}
            {busy && job !== undefined && <JobBar job={job} />}
          </div>
        </DialogBody>
        <DialogFooter>
          <Button onClick={onClose}>{t(busy ? 'action.close' : 'action.cancel')}</Button>
          <Button look="primary" type="submit" disabled={!parsed.success || busy}>
            {t('snapshots.takeConfirm')}
          </Button>
        </DialogFooter>
      </form>
    </Dialog>
  )
}
