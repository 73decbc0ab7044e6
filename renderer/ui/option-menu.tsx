import { Check, ChevronRight } from 'lucide-react'
import { DropdownMenu } from 'radix-ui'
import type { ReactNode } from 'react'
import css from './option-menu.module.css'
import { portalHome } from './portal-home.ts'

/** Something that a menu does, something that it switches, or a menu of its own. */
export interface Option {
  readonly key: string
  readonly label: string
  /** In small letters below it: what it means, or why it cannot be had. */
  readonly hint?: string
  readonly icon?: ReactNode
  readonly disabled?: boolean
  /** Makes it a switch. */
  readonly checked?: boolean
  /** Makes it a menu. */
  readonly options?: readonly Option[]
  readonly onSelect?: () => void
}

/** Options that belong together, of which one holds where there is a `chosen`. */
export interface OptionGroup {
  readonly key: string
  readonly label?: string
  readonly chosen?: string
  readonly options: readonly Option[]
  /** A remark below them. */
  readonly note?: string
}

export interface OptionMenuProps {
  readonly trigger: ReactNode
  readonly groups: readonly OptionGroup[]
  readonly side?: 'top' | 'bottom'
  /** Takes the focus when the menu closes; where it returns false, the trigger does. */
  readonly onClosed?: () => boolean
}

/** A menu of choices, switches and commands, with remarks. */
export function OptionMenu({ trigger, groups, side = 'bottom', onClosed }: OptionMenuProps) {
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
      <DropdownMenu.Portal container={portalHome()}>
        <DropdownMenu.Content
          className={css.menu}
          side={side}
          align="end"
          sideOffset={4}
          collisionPadding={8}
          onCloseAutoFocus={(event) => {
            if (onClosed?.() === true) event.preventDefault()
          }}
        >
          {groups.map((group) => (
            <Group key={group.key} group={group} />
          ))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  )
}

function Group({ group }: { readonly group: OptionGroup }) {
  const { label, chosen, options, note } = group
  const items = options.map((option) => (
    <Item key={option.key} option={option} isChoice={chosen !== undefined} />
  ))
  return (
    <DropdownMenu.Group className={css.group}>
      {label !== undefined && (
        <DropdownMenu.Label className={css.label}>{label}</DropdownMenu.Label>
      )}
      {chosen === undefined ? (
        items
      ) : (
        <DropdownMenu.RadioGroup value={chosen}>{items}</DropdownMenu.RadioGroup>
      )}
      {note !== undefined && <p className={css.note}>{note}</p>}
    </DropdownMenu.Group>
  )
}

interface ItemProps {
  readonly option: Option
  readonly isChoice: boolean
}

function Item({ option, isChoice }: ItemProps) {
  const { key, checked, options, onSelect, disabled = false } = option
  const shared = { className: css.item, disabled }
  const select = onSelect === undefined ? {} : { onSelect }
  if (options !== undefined) return <SubMenu option={option} options={options} />
  if (isChoice) {
    return (
      <DropdownMenu.RadioItem value={key} {...shared} {...select}>
        <Mark />
        <Words option={option} />
      </DropdownMenu.RadioItem>
    )
  }
  if (checked !== undefined) {
    return (
      <DropdownMenu.CheckboxItem checked={checked} {...shared} {...select}>
        <Mark />
        <Words option={option} />
      </DropdownMenu.CheckboxItem>
    )
  }
  return (
    <DropdownMenu.Item {...shared} {...select}>
      {option.icon !== undefined && <span className={css.mark}>{option.icon}</span>}
      <Words option={option} />
    </DropdownMenu.Item>
  )
}

interface SubMenuProps {
  readonly option: Option
  readonly options: readonly Option[]
}

function SubMenu({ option, options }: SubMenuProps) {
  return (
    <DropdownMenu.Sub>
      <DropdownMenu.SubTrigger className={css.item} disabled={option.disabled ?? false}>
        {option.icon !== undefined && <span className={css.mark}>{option.icon}</span>}
        <Words option={option} />
        <ChevronRight size={16} className={css.more} aria-hidden="true" />
      </DropdownMenu.SubTrigger>
      <DropdownMenu.Portal container={portalHome()}>
        <DropdownMenu.SubContent className={css.menu} sideOffset={4} collisionPadding={8}>
          {options.map((inner) => (
            <Item key={inner.key} option={inner} isChoice={false} />
          ))}
        </DropdownMenu.SubContent>
      </DropdownMenu.Portal>
    </DropdownMenu.Sub>
  )
}

const Mark = () => (
  <span className={css.mark}>
    <DropdownMenu.ItemIndicator>
      <Check size={16} aria-hidden="true" />
    </DropdownMenu.ItemIndicator>
  </span>
)

const Words = ({ option }: { readonly option: Option }) => (
  <span className={css.words}>
    <span>{option.label}</span>
    {option.hint !== undefined && <span className={css.hint}>{option.hint}</span>}
  </span>
)
