import { useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CommandLineView as View } from '../../../../shared/domain/command-line.ts'
import type { ErrorData } from '../../../../shared/domain/errors.ts'
import type { GuestConfig } from '../../../../shared/domain/guest-config.ts'
import { call, errorDataOf } from '../../../ipc/call.ts'
import { Choice } from '../../../ui/choice.tsx'
import { CopyButton } from '../../../ui/copy-button.tsx'
import { ErrorNotice } from '../../../ui/error-notice.tsx'
import { isDirty } from '../draft/draft.ts'
import type { Checked } from '../draft/problems.ts'
import { useForm } from '../form-context.ts'
import { FormPage } from '../forms/fields.tsx'
import forms from '../forms/forms.module.css'
import css from './expert.module.css'
import { linesNotIn, optionLines, shellCommand } from './option-lines.ts'

type Which = 'now' | 'next'

/** How QEMU was started, and how it would be with what is set on this page. */
export function CommandLineView({ checked }: { readonly checked: Checked }) {
  const { t } = useTranslation()
  const { guest, draft } = useForm()
  const runs = guest.runtime !== null
  const [which, setWhich] = useState<Which>(runs ? 'now' : 'next')
  const views = useCommandLines(guest.id, guest.runtime?.run ?? null, checked.config)
  const shown = runs && which === 'now' ? views.now : views.next
  const other = runs ? (shown === views.now ? views.next : views.now) : null
  return (
    <FormPage
      wide
      title={t('hardware.qemu')}
      actions={shown !== null && <CopyCommand view={shown} />}
    >
      {runs && (
        <Choice
          label={t('hardware.qemuWhich')}
          value={which}
          onChange={setWhich}
          options={[
            { value: 'now', label: t('hardware.qemuNow') },
            { value: 'next', label: t('hardware.qemuNext') },
          ]}
        />
      )}
      {views.error !== null && <ErrorNotice error={views.error} />}
      {checked.config === null && <p className={forms.problem}>{t('hardware.qemuInvalid')}</p>}
      {shown === null && views.error === null && checked.config !== null && (
        <p className={forms.quiet}>{t('hardware.qemuLoading')}</p>
      )}
      {shown !== null && (
        <Lines view={shown} other={other} draft={!shown.running && isDirty(draft)} />
      )}
    </FormPage>
  )
}

interface Lines {
  readonly now: View | null
  readonly next: View | null
  readonly error: ErrorData | null
}

const nothing: Lines = { now: null, next: null, error: null }

/** `run`: of the process, null where there is none. `config`: null where it is not sound. */
function useCommandLines(id: string, run: string | null, config: GuestConfig | null): Lines {
  const [lines, setLines] = useState(nothing)
  useEffect(() => {
    let gone = false
    const ask = async (): Promise<void> => {
      const [now, next] = await Promise.all([
        run === null ? null : call('guests.commandLine', { id }),
        config === null ? null : call('guests.commandLine', { id, config }),
      ])
      if (!gone) setLines({ now, next, error: null })
    }
    ask().catch((error: unknown) => {
      if (!gone) setLines({ ...nothing, error: errorDataOf(error) })
    })
    return () => {
      gone = true
    }
  }, [id, run, config])
  return lines
}

function CopyCommand({ view }: { readonly view: View }) {
  const { t } = useTranslation()
  const text = shellCommand(view.program, optionLines(view.arguments))
  return <CopyButton text={text} label={t('hardware.qemuCopy')} />
}

interface LinesProps {
  readonly view: View
  readonly other: View | null
  /** Whether changes that are not applied are in it. */
  readonly draft: boolean
}

function Lines({ view, other, draft }: LinesProps) {
  const { t } = useTranslation()
  const lines = useMemo(() => optionLines(view.arguments), [view])
  const differing = useMemo(
    () => (other === null ? new Set<number>() : linesNotIn(lines, optionLines(other.arguments))),
    [lines, other],
  )
  const differs = differing.size > 0
  return (
    <>
      <p className={forms.quiet}>
        {t(view.running ? 'hardware.qemuRuns' : 'hardware.qemuWould')}{' '}
        {differs && t(view.running ? 'hardware.qemuDiffers' : 'hardware.qemuDiffersNow')}{' '}
        {draft && t('hardware.qemuDraft')}
      </p>
      <ol className={`${css.lines} selectable`} data-testid="command-line">
        <li className={css.lineOf}>{view.program}</li>
        {lines.map((line, index) => (
          // The same option can be there twice, and a line has nothing else to be known by.
          // oxlint-disable-next-line react/no-array-index-key
          <li key={index} className={css.lineOf} data-differs={differing.has(index)}>
            {line.join(' ')}
            {differing.has(index) && (
              <span className="visually-hidden"> ({t('hardware.marked')})</span>
            )}
          </li>
        ))}
      </ol>
    </>
  )
}
