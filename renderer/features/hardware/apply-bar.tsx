import { Undo2 } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { ConfigureResult } from '../../../shared/domain/configure.ts'
import { type Change, fieldOf } from '../../../shared/domain/differences.ts'
import type { GuestView } from '../../../shared/domain/guest.ts'
import { Button } from '../../ui/button.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { Notice } from '../../ui/notice.tsx'
import css from './apply-bar.module.css'
import { applyDraft, force, revert, undoLast } from './configure.ts'
import { keptMine } from './draft/draft.ts'
import { changeName, fieldName, withDeviceName } from './draft/names.ts'
import type { Problem } from './draft/problems.ts'
import { useForm } from './form-context.ts'
import { type Sheet, updateDraft, updateSheet } from './hardware-store.ts'
import { itemOfField } from './items.tsx'

interface ApplyBarProps {
  readonly guest: GuestView
  readonly sheet: Sheet
  readonly changes: readonly Change[]
  readonly problems: readonly Problem[]
}

/** What is changed and not applied, what came of the last time, and what is in the way. */
export function ApplyBar(props: ApplyBarProps) {
  const { t } = useTranslation()
  const { sheet, changes } = props
  const dirty = changes.length > 0 || sheet.draft.json !== null
  const quiet = !dirty && sheet.failure === null && sheet.applied.length === 0
  if (quiet && sheet.result === null && sheet.draft.conflict === null) return null
  return (
    <section className={css.bar} aria-label={t('hardware.bar')}>
      <Conflict {...props} />
      <Failure {...props} />
      {(dirty || sheet.applied.length > 0 || sheet.result !== null) && (
        <div className={css.line}>
          <div className={css.text} role="status">
            {dirty ? <Changes {...props} /> : <Result result={sheet.result} />}
          </div>
          {dirty ? <DirtyButtons {...props} /> : <UndoButton {...props} />}
        </div>
      )}
    </section>
  )
}

function Changes({ sheet: { draft, busy }, changes, problems }: ApplyBarProps) {
  const { t } = useTranslation()
  const { choose } = useForm()
  if (busy) return <p className={css.strong}>{t('hardware.applying')}</p>
  const [problem] = problems
  const configs = [draft.config, draft.base]
  return (
    <>
      <p className={css.strong}>
        {draft.json === null
          ? t('hardware.changes', { count: changes.length })
          : t('hardware.lockedJson')}
      </p>
      {problem === undefined ? (
        <p className={css.names}>
          {changes.map((change) => changeName(change, configs)).join(' · ')}
        </p>
      ) : (
        <button
          type="button"
          className={css.problem}
          onClick={() => choose(itemOfField(problem.field))}
        >
          {t('hardware.problemAt', {
            name: fieldName(problem.field, configs),
            text: problem.text,
          })}
        </button>
      )}
    </>
  )
}

function DirtyButtons({ guest: { id }, sheet, changes, problems }: ApplyBarProps) {
  const { t } = useTranslation()
  const { draft, busy } = sheet
  const blocked =
    busy ||
    problems.length > 0 ||
    changes.length === 0 ||
    draft.json !== null ||
    draft.conflict !== null
  return (
    <>
      <Button disabled={busy} onClick={() => revert(id)}>
        {t('hardware.revert')}
      </Button>
      <Button look="primary" disabled={blocked} onClick={() => void applyDraft(id)}>
        {t('hardware.apply')}
      </Button>
    </>
  )
}

function UndoButton({ guest: { id }, sheet: { applied, busy } }: ApplyBarProps) {
  const { t } = useTranslation()
  const button = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    // The button that was pressed is gone; the focus stays in the bar.
    if (document.activeElement === document.body) button.current?.focus()
  }, [])
  return (
    <Button
      ref={button}
      icon={<Undo2 size={16} />}
      disabled={busy || applied.length === 0}
      aria-keyshortcuts="Control+Z"
      onClick={() => void undoLast(id)}
    >
      {t('hardware.undo')}
    </Button>
  )
}

function Result({ result }: { readonly result: ConfigureResult | null }) {
  const { t } = useTranslation()
  if (result === null) return null
  const { applied, pending } = result
  if (pending.length === 0) return <p>{t('hardware.doneNow')}</p>
  return <p>{t(applied.length === 0 ? 'hardware.doneLater' : 'hardware.donePending')}</p>
}

const withoutFailure = (sheet: Sheet): Sheet => ({ ...sheet, failure: null })

function Failure({ guest: { id }, sheet: { failure, busy } }: ApplyBarProps) {
  const { t } = useTranslation()
  if (failure === null) return null
  return (
    <ErrorNotice
      error={withDeviceName(failure.error, [failure.attempt.base, failure.attempt.config])}
      actions={
        <>
          {failure.error.code === 'MEDIUM_LOCKED' && (
            <Button disabled={busy} onClick={() => void force(id)}>
              {t('hardware.force')}
            </Button>
          )}
          <Button look="quiet" onClick={() => updateSheet(id, withoutFailure)}>
            {t('action.dismiss')}
          </Button>
        </>
      }
    />
  )
}

/** Somebody else has changed what is being changed here. */
function Conflict({ guest: { id }, sheet: { draft }, changes }: ApplyBarProps) {
  const { t } = useTranslation()
  const { conflict } = draft
  if (conflict === null) return null
  const names = conflict.fields.map((field) =>
    fieldName(field, [draft.config, conflict.theirs, draft.base]),
  )
  const own = changes.map(fieldOf)
  return (
    <Notice
      tone="warn"
      message={t('hardware.conflictTitle')}
      next={
        names.length === 0 || own.length === 0
          ? t('hardware.conflictJson')
          : t('hardware.conflictText', { fields: names.join(', ') })
      }
      actions={
        <>
          <Button onClick={() => revert(id)}>{t('hardware.takeTheirs')}</Button>
          <Button onClick={() => updateDraft(id, keptMine)}>{t('hardware.keepMine')}</Button>
        </>
      }
    />
  )
}
