import { type ReactNode, useId } from 'react'
import type { ErrorData } from '../../../shared/domain/errors.ts'
import { errorText } from '../../i18n/error-text.ts'
import css from './settings.module.css'

/** What joins a control with its words. */
export interface RowIds {
  readonly id: string
  readonly describedBy: string
}

export function useRowIds(): RowIds {
  const id = useId()
  return { id, describedBy: `${id}-about` }
}

export interface RowProps {
  readonly ids: RowIds
  readonly label: string
  readonly hint?: ReactNode
  /** What stands in the way, or is wrong. */
  readonly error?: ErrorData | string | null
  /** The control, which has the ids. */
  readonly children: ReactNode
}

/** A setting: what it is, what went wrong below that, and at its end the control. */
export function Row({ ids, label, hint, error = null, children }: RowProps) {
  return (
    <div className={css.row}>
      <div className={css.words}>
        <label htmlFor={ids.id}>{label}</label>
        <div id={ids.describedBy}>
          {hint !== undefined && <div className={css.hint}>{hint}</div>}
          {error !== null && (
            <p className={css.error} role="alert">
              {typeof error === 'string' ? error : sentencesOf(error)}
            </p>
          )}
        </div>
      </div>
      <div className={css.control}>{children}</div>
    </div>
  )
}

/** What happened and what to do. */
export function sentencesOf(error: ErrorData): string {
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
            {sentencesOf(error)}
          </p>
        )}
      </div>
      <div className={css.control}>{children}</div>
    </div>
  )
}
