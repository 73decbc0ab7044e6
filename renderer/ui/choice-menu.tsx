import { Check, ChevronDown } from 'lucide-react'
import { DropdownMenu } from 'radix-ui'
import { Button } from './button.tsx'
import { classNames } from './class-names.ts'
import own from './choice-menu.module.css'
import css from './menu.module.css'
import { portalHome } from './portal-home.ts'

export interface ChoiceMenuProps<V extends string> {
  /** What is chosen, before the choice's own word. */
  readonly label: string
  readonly value: V
  readonly options: readonly { readonly value: V; readonly label: string }[]
  readonly onChange: (value: V) => void
}

/** One of several, under a button that says which. */
export function ChoiceMenu<V extends string>({
  label,
  value,
  options,
  onChange,
}: ChoiceMenuProps<V>) {
  const chosen = options.find((option) => option.value === value)
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger asChild>
        <Button look="quiet">
          <span>
            <span className={own.label}>{label}</span> {chosen?.label}
          </span>
          <ChevronDown size={14} aria-hidden="true" />
        </Button>
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal container={portalHome()}>
        <DropdownMenu.Content className={css.menu} align="end" sideOffset={4} collisionPadding={8}>
          <DropdownMenu.RadioGroup value={value} onValueChange={(next) => onChange(next as V)}>
            {options.map((option) => (
              <DropdownMenu.RadioItem
                key={option.value}
                value={option.value}
                className={classNames(css.item, own.item)}
              >
                <DropdownMenu.ItemIndicator className={own.tick}>
                  <Check size={16} />
                </DropdownMenu.ItemIndicator>
                {option.label}
              </DropdownMenu.RadioItem>
            ))}
          </DropdownMenu.RadioGroup>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  )
}
