import { ChevronDown } from 'lucide-react'
import { Button, type ButtonProps } from './button.tsx'
import { Menu } from './menu.tsx'
import type { MenuItem } from './menu-items.tsx'
import css from './split-button.module.css'

export interface SplitButtonProps extends ButtonProps {
  readonly items: readonly MenuItem[]
  /** The accessible name of the half that opens the menu. */
  readonly menuLabel: string
}

/** A button with its kin in a menu beside it. */
export function SplitButton({ items, menuLabel, ...button }: SplitButtonProps) {
  if (items.length === 0) return <Button {...button} />
  return (
    <span className={css.split}>
      <Button {...button} className={css.main} />
      <Menu
        trigger={
          <Button look={button.look ?? 'normal'} className={css.more} aria-label={menuLabel}>
            <ChevronDown size={16} />
          </Button>
        }
        items={items}
      />
    </span>
  )
}
