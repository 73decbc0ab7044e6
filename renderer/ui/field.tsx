import { type InputHTMLAttributes, type ReactNode, useId } from 'react'
import css from './field.module.css'

export interface FieldProps extends Omit<InputHTMLAttributes<HTMLInputElement>, 'id'> {
  readonly label: string
  /** A reason or an explanation, below the field. */
  readonly hint?: ReactNode
  /** What is wrong; takes the hint's place. */
  readonly error?: string | undefined
  /** Shown inside, at the end, e.g. a unit. */
  readonly unit?: string
  /** A dialog gives it the focus when it opens. */
  readonly 'data-first-focus'?: boolean
  /** Beside the input, e.g. a button. */
  readonly beside?: ReactNode
}

/** A labelled input with its hint or its error, joined for screen readers. */
export function Field({ label, hint, error, unit, beside, ...input }: FieldProps) {
  const id = useId()
  const below = error ?? hint
  return (
    <div className={css.field}>
      <label className={css.label} htmlFor={id}>
        {label}
      </label>
      <div className={css.row}>
        <span className={css.box} data-invalid={error !== undefined}>
          <input
            spellCheck={false}
            autoComplete="off"
            {...input}
            id={id}
            className={css.input}
            aria-invalid={error !== undefined}
            {...(below === undefined ? {} : { 'aria-describedby': `${id}-below` })}
          />
          {unit !== undefined && <span className={css.unit}>{unit}</span>}
        </span>
        {beside}
      </div>
      {below !== undefined && (
        <p id={`${id}-below`} className={error === undefined ? css.hint : css.error}>
          {below}
        </p>
      )}
    </div>
  )
}
