import { Popover as Radix } from 'radix-ui'
import type { ReactNode } from 'react'
import css from './popover.module.css'

export interface PopoverProps {
  readonly trigger: ReactNode
  /** Its accessible name. */
  readonly label: string
  readonly children: ReactNode
}

export function Popover({ trigger, label, children }: PopoverProps) {
  return (
    <Radix.Root>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          className={css.popover}
          aria-label={label}
          side="top"
          align="start"
          sideOffset={6}
          collisionPadding={8}
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}
