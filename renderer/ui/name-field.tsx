import { nameProblem } from '../i18n/name-text.ts'
import { Field } from './field.tsx'

export interface NameFieldProps {
  readonly label: string
  readonly value: string
  readonly onChange: (name: string) => void
}

/** What a dialog is first about: a name, ready to be typed over, with why it cannot be one. */
export function NameField({ label, value, onChange }: NameFieldProps) {
  return (
    <Field
      label={label}
      value={value}
      error={nameProblem(value)}
      onChange={(event) => onChange(event.currentTarget.value)}
      onFocus={(event) => event.currentTarget.select()}
      data-first-focus
    />
  )
}
