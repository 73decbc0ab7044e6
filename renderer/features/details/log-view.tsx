import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ErrorData } from '../../../shared/domain/errors.ts'
import type { GuestView } from '../../../shared/domain/guest.ts'
import type { MethodOutput } from '../../../shared/ipc/contract.ts'
import { call, errorDataOf } from '../../ipc/call.ts'
import { CopyButton } from '../../ui/copy-button.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import css from './log-view.module.css'

type Log =
  | { readonly kind: 'loading' }
  | ({ readonly kind: 'read' } & MethodOutput<'guests.log'>)
  | { readonly kind: 'failed'; readonly error: ErrorData }

/** QEMU's own words, read again whenever the guest changes its state or is started anew. */
export function LogView({ guest }: { readonly guest: GuestView }) {
  const { t } = useTranslation()
  const [log, setLog] = useState<Log>({ kind: 'loading' })
  const pre = useRef<HTMLPreElement>(null)
  const { id, state, since } = guest

  useEffect(() => {
    let ended = false
    call('guests.log', { id }).then(
      (read) => !ended && setLog({ kind: 'read', ...read }),
      (error: unknown) => !ended && setLog({ kind: 'failed', error: errorDataOf(error) }),
    )
    return () => {
      ended = true
    }
    // The state and its time say when to read anew.
    // oxlint-disable-next-line react/exhaustive-effect-dependencies
  }, [id, state, since])

  // The newest lines are the ones that matter.
  useEffect(() => {
    if (log.kind === 'read' && pre.current !== null) {
      pre.current.scrollTop = pre.current.scrollHeight
    }
  }, [log])

  if (log.kind === 'failed') {
    return (
      <div className={css.view}>
        <ErrorNotice error={log.error} />
      </div>
    )
  }
  return (
    <div className={css.view}>
      <div className={css.bar}>
        <h2 className={css.title}>{t('log.label')}</h2>
        {log.kind === 'read' && log.truncated && <p>{t('log.truncated')}</p>}
        {log.kind === 'read' && log.text !== '' && <CopyButton text={log.text} />}
      </div>
      {log.kind === 'loading' ? (
        <p className={css.quiet}>{t('log.loading')}</p>
      ) : log.text === '' ? (
        <p className={css.quiet}>{t('log.empty')}</p>
      ) : (
        <pre
          ref={pre}
          className={css.text}
          role="log"
          aria-live="off"
          aria-label={t('log.label')}
          // A part that scrolls must be within reach of the keyboard.
          // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
          tabIndex={0}
        >
          {log.text}
        </pre>
      )}
    </div>
  )
}
