import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useShallow } from 'zustand/react/shallow'
import type { ManyResult } from '../../../shared/domain/many.ts'
import { formatNumber } from '../../i18n/format.ts'
import { call, errorDataOf } from '../../ipc/call.ts'
import { selectStatus, useGuests } from '../../stores/guests-store.ts'
import { closeDialog, closeDialogIfOpen, useView } from '../../stores/view-store.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog, DialogBody, DialogFooter } from '../../ui/dialog.tsx'
import { notifyFailure } from '../../ui/notify.ts'
import css from './resume-saved-dialog.module.css'
import { OfferedMachine, ResumedMachine } from './saved-machine.tsx'

/** What was asked for, and how it went. */
interface Resuming {
  readonly ids: readonly string[]
  /** null until all have been tried. */
  readonly results: readonly ManyResult[] | null
}

/** Asks whether machines that were saved because the session or the app ended go on. */
export default function ResumeSavedDialog({ ids }: { readonly ids: readonly string[] }) {
  const { t } = useTranslation()
  const offered = useGuests(
    useShallow(({ byId }) => ids.filter((id) => byId[id]?.state === 'saved')),
  )
  const known = useGuests(selectStatus) === 'ready'
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  const [resuming, setResuming] = useState<Resuming | null>(null)
  const chosen = offered.filter((id) => !left.has(id))
  const pointless = known && resuming === null && offered.length === 0

  // Resumed in another way meanwhile, or at login.
  useEffect(() => {
    if (pointless) answer()
  }, [pointless])

  const resume = async (): Promise<void> => {
    const { dialog } = useView.getState()
    setResuming({ ids: chosen, results: null })
    const results = await startAll(chosen)
    forget()
    const failures = results.filter(({ ok }) => !ok)
    const open = useView.getState().dialog === dialog
    if (failures.length === 0) closeDialogIfOpen(dialog)
    else if (open) setResuming({ ids: failures.map(({ id }) => id), results })
    else tellFailures(results)
  }
  const toggle = (id: string, wanted: boolean): void =>
    setLeft((before) => {
      const after = new Set(before)
      if (wanted) after.delete(id)
      else after.add(id)
      return after
    })
  if (pointless) return null
  if (resuming !== null) {
    return <Resumed resuming={resuming} />
  }
  const count = offered.length
  return (
    <Dialog
      title={t('leaving.savedTitle', { count })}
      description={t('leaving.savedText', { count })}
      onClose={answer}
    >
      <DialogBody>
        <ul className={css.list} aria-label={t('leaving.machines')}>
          {offered.map((id) => (
            <OfferedMachine
              key={id}
              id={id}
              chosen={!left.has(id)}
              onChoose={(wanted) => toggle(id, wanted)}
            />
          ))}
        </ul>
      </DialogBody>
      <DialogFooter>
        <Button onClick={answer}>{t('leaving.notNow')}</Button>
        <Button
          look="primary"
          data-first-focus
          disabled={chosen.length === 0}
          onClick={() => void resume()}
        >
          {chosen.length === 0
            ? t('leaving.resumeNone')
            : t('leaving.resume', { count: chosen.length, number: formatNumber(chosen.length) })}
        </Button>
      </DialogFooter>
    </Dialog>
  )
}

/** Those that are being resumed; in the end those that could not be, with why. */
function Resumed({ resuming: { ids, results } }: { readonly resuming: Resuming }) {
  const { t } = useTranslation()
  const errorOf = (id: string) => {
    const result = results?.find((one) => one.id === id)
    return result === undefined || result.ok ? null : result.error
  }
  return (
    <Dialog
      title={results === null ? t('leaving.resuming') : t('leaving.failedTitle')}
      {...(results === null ? {} : { description: t('leaving.failedText') })}
      onClose={closeDialog}
    >
      <DialogBody>
        <ul className={css.list} aria-label={t('leaving.machines')}>
          {ids.map((id) => (
            <ResumedMachine key={id} id={id} error={errorOf(id)} />
          ))}
        </ul>
      </DialogBody>
      <DialogFooter>
        <Button data-first-focus onClick={closeDialog}>
          {t('action.close')}
        </Button>
      </DialogFooter>
    </Dialog>
  )
}

/** Each has a result, whatever happens. */
async function startAll(ids: readonly string[]): Promise<readonly ManyResult[]> {
  try {
    return await call('guests.startMany', { ids: [...ids] })
  } catch (caught) {
    const error = errorDataOf(caught)
    return ids.map((id) => ({ id, ok: false, error }))
  }
}

function tellFailures(results: readonly ManyResult[]): void {
  for (const result of results) {
    if (result.ok) continue
    const about = useGuests.getState().byId[result.id]?.name
    notifyFailure({
      ...{ id: `guest:${result.id}`, error: result.error },
      ...(about === undefined ? {} : { about }),
    })
  }
}

/** They are not asked about again. */
function forget(): void {
  call('leaving.forgetSaved').catch((caught: unknown) =>
    notifyFailure({ id: 'leaving', error: errorDataOf(caught) }),
  )
}

function answer(): void {
  forget()
  closeDialog()
}
