import { Tooltip } from 'radix-ui'
import type { ReactNode } from 'react'
import { Button, type ButtonProps } from '../../../ui/button.tsx'
import tip from '../../../ui/icon-button.module.css'
import { portalHome } from '../../../ui/portal-home.ts'
import css from './screen-toolbar.module.css'

export interface ToolButtonProps extends Omit<ButtonProps, 'children' | 'look'> {
  /** Its accessible name, and its tooltip. */
  readonly label: string
  /** What it is set to; the first thing to go where there is little room. */
  readonly value: string
  readonly icon: ReactNode
  /** After the value. */
  readonly end?: ReactNode
}

/** A button of the bar below a screen: a picture, with a word where there is room for it. */
export function ToolButton({ label, value, icon, end, ...rest }: ToolButtonProps) {
  const name = label === value ? label : `${label}: ${value}`
  return (
    <Tooltip.Provider delayDuration={500}>
      <Tooltip.Root>
        <Tooltip.Trigger asChild>
          <Button look="quiet" {...rest} className={css.tool} aria-label={name}>
            {icon}
            <span className={css.word}>{value}</span>
            {end}
          </Button>
        </Tooltip.Trigger>
        <Tooltip.Portal container={portalHome()}>
          <Tooltip.Content className={tip.tip} sideOffset={6} collisionPadding={8}>
            {name}
          </Tooltip.Content>
        </Tooltip.Portal>
      </Tooltip.Root>
    </Tooltip.Provider>
  )
}
