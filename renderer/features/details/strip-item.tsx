import { Info } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button } from '../../ui/button.tsx'
import { Popover } from '../../ui/popover.tsx'
import css from './status-strip.module.css'

export interface StripItemProps {
  readonly label: string
  readonly limited?: boolean
  readonly children: ReactNode
}

/** A word in the strip that opens what stands behind it; marked where something is missing. */
export function StripItem({ label, limited = false, children }: StripItemProps) {
  return (
    <Popover
      label={label}
      trigger={
        <Button
          look="quiet"
          className={css.item}
          icon={limited ? <Info size={14} className={css.limited} /> : undefined}
        >
          <span className={css.label}>{label}</span>
        </Button>
      }
    >
      <p className={css.heading}>{label}</p>
      {children}
    </Popover>
  )
}
