import { DropdownMenu } from 'radix-ui'
import type { ReactNode } from 'react'
import { classNames } from './class-names.ts'
import css from './menu.module.css'
import { portalHome } from './portal-home.ts'

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

export interface MenuProps {
  readonly trigger: ReactNode
  readonly items: readonly MenuItem[]
}

/** A menu under a button. */
export function Menu({ trigger, items }: MenuProps) {
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
      <DropdownMenu.Portal container={portalHome()}>
        <DropdownMenu.Content className={css.menu} align="end" sideOffset={4} collisionPadding={8}>
          {items.map((item, index) => (
            <Item key={item.key} item={item} line={index > 0 && item.divided === true} />
          ))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  )
}

function Item({ item, line }: { readonly item: MenuItem; readonly line: boolean }) {
  return (
    <>
      {line && <DropdownMenu.Separator className={css.line} />}
      <DropdownMenu.Item
        className={classNames(css.item, item.danger === true && css.danger)}
        disabled={item.disabled ?? false}
        onSelect={item.onSelect}
      >
        {item.icon}
        {item.label}
      </DropdownMenu.Item>
    </>
  )
}
