import { ContextMenu as Radix } from 'radix-ui'
import type { MouseEvent, ReactNode } from 'react'
import { type MenuItem, MenuItems } from './menu-items.tsx'
import css from './menu.module.css'
import { portalHome } from './portal-home.ts'

export interface ContextMenuProps {
  /** One element, whose right click, Shift+F10 or Menu key opens the menu. */
  readonly children: ReactNode
  /** Hears the event first; where it prevents the default no menu opens. */
  readonly onContextMenu: (event: MouseEvent<HTMLElement>) => void
  readonly items: readonly MenuItem[]
  readonly label: string
}

/** A menu where the pointer is, with the look of the menus under buttons. */
export function ContextMenu({ children, onContextMenu, items, label }: ContextMenuProps) {
  return (
    <Radix.Root modal={false}>
      <Radix.Trigger asChild onContextMenu={onContextMenu}>
        {children}
      </Radix.Trigger>
      <Radix.Portal container={portalHome()}>
        <Radix.Content className={css.menu} collisionPadding={8} aria-label={label}>
          <MenuItems parts={Radix} items={items} />
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}
