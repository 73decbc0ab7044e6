import { RadioGroup } from 'radix-ui'
import { type ReactNode, useId } from 'react'
import css from './option-list.module.css'

export interface Option<V extends string> {
  readonly value: V
  readonly label: string
  /** What choosing it means. */
  readonly hint?: ReactNode
  readonly disabled?: boolean
}

export interface OptionListProps<V extends string> {
  readonly label: string
  /** Where the page says it already. */
  readonly hideLabel?: boolean
  readonly value: V
  readonly options: readonly Option<V>[]
  readonly onChange: (value: V) => void
}

/** One of a few that need a sentence each, below one another. */
export function OptionList<V extends string>({
  label,
  hideLabel = false,
  value,
  options,
  onChange,
}: OptionListProps<V>) {
  const id = useId()
  return (
    <RadioGroup.Root
      className={css.list}
      aria-labelledby={`${id}-label`}
      value={value}
      onValueChange={(chosen) => onChange(chosen as V)}
    >
      <span id={`${id}-label`} className={hideLabel ? 'visually-hidden' : css.title}>
        {label}
      </span>
      {options.map(({ value: option, label: word, hint, disabled }) => (
        <div key={option} className={css.option} data-disabled={disabled === true}>
          <RadioGroup.Item
            id={`${id}-${option}`}
            value={option}
            className={css.dot}
            disabled={disabled ?? false}
            {...(hint === undefined ? {} : { 'aria-describedby': `${id}-${option}-hint` })}
          >
            <RadioGroup.Indicator className={css.chosen} />
          </RadioGroup.Item>
          <label htmlFor={`${id}-${option}`} className={css.label}>
            {word}
          </label>
          {hint !== undefined && (
            <p id={`${id}-${option}-hint`} className={css.hint}>
              {hint}
            </p>
          )}
        </div>
      ))}
    </RadioGroup.Root>
  )
}
