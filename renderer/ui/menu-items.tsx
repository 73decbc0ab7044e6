import type { ContextMenu, DropdownMenu } from 'radix-ui'
import type { ReactNode } from 'react'
import { classNames } from './class-names.ts'
import css from './menu.module.css'

export interface MenuItem {
  readonly key: string
  readonly label: string
  readonly icon?: ReactNode
  readonly disabled?: boolean
  readonly danger?: boolean
  /** A line is drawn above it, unless it is the first. */
  readonly divided?: boolean
  readonly onSelect: () => void
}

export interface MenuItemsProps {
  /** Of the kind of menu that they are in. */
  readonly parts: Pick<typeof DropdownMenu | typeof ContextMenu, 'Item' | 'Separator'>
  readonly items: readonly MenuItem[]
}

/** What a menu offers, whether it is under a button or where the pointer is. */
export const MenuItems = ({ parts, items }: MenuItemsProps): ReactNode =>
  items.map(({ key, label, icon, disabled, danger, divided, onSelect }, index) => [
    index > 0 && divided === true && <parts.Separator key={`${key}-line`} className={css.line} />,
    <parts.Item
      key={key}
      className={classNames(css.item, danger === true && css.danger)}
      disabled={disabled ?? false}
      onSelect={onSelect}
    >
      {icon}
      {label}
    </parts.Item>,
  ])
