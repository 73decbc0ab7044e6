import { useTranslation } from 'react-i18next'
import type { ErrorData } from '../../shared/domain/errors.ts'
import { errorReport } from '../i18n/error-text.ts'
import { CopyButton } from './copy-button.tsx'
import css from './error-details.module.css'

/** The folded technical part of an error: its code and its cause, to read and to copy. */
export function ErrorDetails({
  error,
  open,
}: {
  readonly error: ErrorData
  readonly open?: boolean
}) {
  const { t } = useTranslation()
  return (
    <details className={css.details} open={open}>
      <summary className={css.summary}>{t('action.details')}</summary>
      <div className={css.content}>
        <dl className={css.list}>
          <dt>{t('page.code')}</dt>
          <dd className="mono selectable">{error.code}</dd>
          {error.cause !== undefined && (
            <>
              <dt>{t('page.cause')}</dt>
              <dd className={`mono selectable ${css.cause}`}>{error.cause}</dd>
            </>
          )}
        </dl>
        <CopyButton text={errorReport(error)} />
      </div>
    </details>
  )
}
