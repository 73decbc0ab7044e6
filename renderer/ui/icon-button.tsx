import { Tooltip } from 'radix-ui'
import type { ReactNode } from 'react'
import { Button, type ButtonProps } from './button.tsx'
import { classNames } from './class-names.ts'
import css from './icon-button.module.css'
import { portalHome } from './portal-home.ts'

export interface IconButtonProps extends Omit<ButtonProps, 'aria-label' | 'children' | 'icon'> {
  /** Its accessible name and its tooltip. */
  readonly label: string
  readonly children: ReactNode
}

/** A square button with a picture. Props that Radix adds (for menus) are handed on. */
export function IconButton({
  label,
  children,
  className,
  look = 'quiet',
  ...rest
}: IconButtonProps) {
  return (
    <Tooltip.Provider delayDuration={500}>
      <Tooltip.Root>
        <Tooltip.Trigger asChild>
          <Button
            look={look}
            {...rest}
            aria-label={label}
            className={classNames(css.square, className)}
          >
            {children}
          </Button>
        </Tooltip.Trigger>
        <Tooltip.Portal container={portalHome()}>
          <Tooltip.Content className={css.tip} sideOffset={6} collisionPadding={8}>
            {label}
          </Tooltip.Content>
        </Tooltip.Portal>
      </Tooltip.Root>
    </Tooltip.Provider>
  )
}
