import { type ReactNode, useId } from 'react'
import type { ErrorData } from '../../../shared/domain/errors.ts'
import { errorText } from '../../i18n/error-text.ts'
import css from './settings.module.css'

export interface RowProps {
  readonly label: string
  readonly hint?: ReactNode
  /** What stands in the way, or is wrong. */
  readonly error?: ErrorData | string | null
  /** Gets the id for the label, and that of what describes it. */
  readonly control: (ids: { readonly id: string; readonly describedBy: string }) => ReactNode
  /** Below both, e.g. a list. */
  readonly children?: ReactNode
}

/** A setting: what it is, and at its end the control; what went wrong below. */
export function Row({ label, hint, error = null, control, children }: RowProps) {
  const id = useId()
  return (
    <div className={css.row}>
      <div className={css.words}>
        <label htmlFor={id}>{label}</label>
        <div id={`${id}-about`}>
          {hint !== undefined && <div className={css.hint}>{hint}</div>}
          {error !== null && (
            <p className={css.error} role="alert">
              {typeof error === 'string' ? error : sentences(error)}
            </p>
          )}
        </div>
      </div>
      <div className={css.control}>{control({ id, describedBy: `${id}-about` })}</div>
      {children}
    </div>
  )
}

function sentences(error: ErrorData): string {
  const { message, next } = errorText(error)
  return `${message} ${next}`
}

export interface PlainRowProps {
  readonly label: string
  readonly hint?: ReactNode
  readonly error?: ErrorData | null
  /** Buttons. */
  readonly children: ReactNode
}

/** Something of the page that is no setting. */
export function PlainRow({ label, hint, error = null, children }: PlainRowProps) {
  const id = useId()
  return (
    <div className={css.row} role="group" aria-labelledby={id}>
      <div className={css.words}>
        <span id={id} className={css.label}>
          {label}
        </span>
        {hint !== undefined && <div className={css.hint}>{hint}</div>}
        {error !== null && (
          <p className={css.error} role="alert">
            {sentences(error)}
          </p>
        )}
      </div>
      <div className={css.control}>{children}</div>
    </div>
  )
}
