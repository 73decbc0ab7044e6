import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ErrorData } from '../../../shared/domain/errors.ts'
import { Button } from '../../ui/button.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import css from './error-bar.module.css'

export interface ErrorBarProps {
  readonly error: ErrorData
  /** Leads to the log; left out where it is looked at or cannot be. */
  readonly onShowLog?: (() => void) | undefined
}

/** Main tells a guest anew with each of its changes: its error is then another object. */
const isSame = (a: ErrorData, b: ErrorData): boolean => JSON.stringify(a) === JSON.stringify(b)

/** The last failure of a guest, above what is looked at; can be put away until the next one. */
export function ErrorBar({ error, onShowLog }: ErrorBarProps) {
  const { t } = useTranslation()
  const [dismissed, setDismissed] = useState<ErrorData | null>(null)
  if (dismissed !== null && isSame(dismissed, error)) return null
  return (
    <div className={css.bar}>
      <ErrorNotice
        tone="warn"
        error={error}
        actions={
          <>
            {onShowLog !== undefined && <Button onClick={onShowLog}>{t('action.showLog')}</Button>}
            <Button look="quiet" onClick={() => setDismissed(error)}>
              {t('action.dismiss')}
            </Button>
          </>
        }
      />
    </div>
  )
}
