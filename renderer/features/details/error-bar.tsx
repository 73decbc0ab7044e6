import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ErrorData } from '../../../shared/domain/errors.ts'
import { showTab } from '../../stores/view-store.ts'
import { Button } from '../../ui/button.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import css from './error-bar.module.css'

export interface ErrorBarProps {
  readonly id: string
  readonly error: ErrorData
  /** The log is what is looked at. */
  readonly onLog: boolean
}

/** The last failure of a guest, above what is looked at; can be put away until the next one. */
export function ErrorBar({ id, error, onLog }: ErrorBarProps) {
  const { t } = useTranslation()
  const [dismissed, setDismissed] = useState<ErrorData | null>(null)
  if (dismissed === error) return null
  return (
    <div className={css.bar}>
      <ErrorNotice
        tone="warn"
        error={error}
        actions={
          <>
            {!onLog && <Button onClick={() => showTab(id, 'log')}>{t('action.showLog')}</Button>}
            <Button look="quiet" onClick={() => setDismissed(error)}>
              {t('action.dismiss')}
            </Button>
          </>
        }
      />
    </div>
  )
}
