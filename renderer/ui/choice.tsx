import { RadioGroup } from 'radix-ui'
import css from './choice.module.css'

export interface ChoiceProps<V extends string> {
  readonly label: string
  readonly value: V
  readonly options: readonly { readonly value: V; readonly label: string }[]
  readonly onChange: (value: V) => void
}

/** One of a few, all of them in sight. */
export function Choice<V extends string>({ label, value, options, onChange }: ChoiceProps<V>) {
  return (
    <RadioGroup.Root
      className={css.group}
      aria-label={label}
      orientation="horizontal"
      value={value}
      onValueChange={(chosen) => onChange(chosen as V)}
    >
      {options.map((option) => (
        <RadioGroup.Item key={option.value} value={option.value} className={css.option}>
          {option.label}
        </RadioGroup.Item>
      ))}
    </RadioGroup.Root>
  )
}
