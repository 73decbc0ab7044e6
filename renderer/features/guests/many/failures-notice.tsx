import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { errorText } from '../../../i18n/error-text.ts'
import { formatNumber } from '../../../i18n/format.ts'
import { Notice } from '../../../ui/notice.tsx'
import css from './failures-notice.module.css'
import type { ManyAction, NamedFailure } from './list-notice.ts'

export interface FailuresNoticeProps {
  readonly action: ManyAction
  /** How many guests it was to be done to. */
  readonly of: number
  readonly failures: readonly NamedFailure[]
  readonly actions?: ReactNode
}

/** Which of many guests it failed for, and why. */
export function FailuresNotice({ action, of, failures, actions }: FailuresNoticeProps) {
  const { t } = useTranslation()
  return (
    <div role="alert">
      <Notice
        tone="danger"
        message={t('bulk.failed', {
          action: t(`action.${action}`),
          number: formatNumber(failures.length),
          of: formatNumber(of),
        })}
        actions={actions}
      >
        <ul className={css.failures}>
          {failures.map(({ id, name, error }) => {
            const { message, next } = errorText(error)
            return (
              <li key={id}>
                <strong>{name}</strong>: {message} {next}
              </li>
            )
          })}
        </ul>
      </Notice>
    </div>
  )
}
