import { Switch as RadixSwitch } from 'radix-ui'
import css from './switch.module.css'

export interface SwitchProps {
  /** Its label's `for`. */
  readonly id: string
  readonly checked: boolean
  readonly onChange: (checked: boolean) => void
  readonly describedBy?: string | undefined
  readonly disabled?: boolean
}

/** Something that is on or off, and is so at once. The knob's place tells it, not its colour alone. */
export function Switch({ id, checked, onChange, describedBy, disabled = false }: SwitchProps) {
  return (
    <RadixSwitch.Root
      id={id}
      className={css.switch}
      checked={checked}
      onCheckedChange={onChange}
      disabled={disabled}
      {...(describedBy === undefined ? {} : { 'aria-describedby': describedBy })}
    >
      <RadixSwitch.Thumb className={css.knob} />
    </RadixSwitch.Root>
  )
}
