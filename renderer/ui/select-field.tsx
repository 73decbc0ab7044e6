import { ChevronDown } from 'lucide-react'
import { useId } from 'react'
import css from './select-field.module.css'

export interface SelectOption<V extends string> {
  readonly value: V
  readonly label: string
  readonly disabled?: boolean
}

export interface SelectProps<V extends string> {
  /** Its label's `for`. */
  readonly id: string
  readonly value: V
  readonly options: readonly SelectOption<V>[]
  readonly onChange: (value: V) => void
  readonly invalid?: boolean
  readonly describedBy?: string | undefined
}

/** One of many, in a list of the browser's own, which every keyboard and screen reader knows. */
export function Select<V extends string>(props: SelectProps<V>) {
  const { id, value, options, onChange, invalid = false, describedBy } = props
  return (
    <span className={css.box}>
      <select
        id={id}
        className={css.select}
        value={value}
        aria-invalid={invalid}
        onChange={(event) => onChange(event.currentTarget.value as V)}
        {...(describedBy === undefined ? {} : { 'aria-describedby': describedBy })}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value} disabled={option.disabled}>
            {option.label}
          </option>
        ))}
      </select>
      <ChevronDown className={css.arrow} size={16} aria-hidden="true" />
    </span>
  )
}

export interface SelectFieldProps<V extends string> {
  readonly label: string
  readonly value: V
  readonly options: readonly SelectOption<V>[]
  readonly onChange: (value: V) => void
  readonly hint?: string | undefined
  /** What is wrong; takes the hint's place. */
  readonly error?: string | undefined
}

/** The same with its label above and its hint or its error below. */
export function SelectField<V extends string>(props: SelectFieldProps<V>) {
  const { label, hint, error, ...select } = props
  const id = useId()
  const below = error ?? hint
  return (
    <div className={css.field}>
      <label className={css.label} htmlFor={id}>
        {label}
      </label>
      <Select
        {...select}
        id={id}
        invalid={error !== undefined}
        describedBy={below === undefined ? undefined : `${id}-below`}
      />
      {below !== undefined && (
        <p id={`${id}-below`} className={error === undefined ? css.hint : css.error}>
          {below}
        </p>
      )}
    </div>
  )
}
