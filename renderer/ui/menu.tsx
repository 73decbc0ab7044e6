import { DropdownMenu } from 'radix-ui'
import type { ReactNode } from 'react'
import { type MenuItem, MenuItems } from './menu-items.tsx'
import css from './menu.module.css'
import { portalHome } from './portal-home.ts'

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
          <MenuItems parts={DropdownMenu} items={items} />
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  )
}
