import { Check } from 'lucide-react'
import { classNames } from '../../ui/class-names.ts'
import css from './mark-box.module.css'

export interface MarkBoxProps {
  readonly marked: boolean
  readonly className?: string | undefined
}

/** For the pointer; the keyboard has Space, and screen readers hear that a cell is selected. */
export function MarkBox({ marked, className }: MarkBoxProps) {
  return (
    <span
      className={classNames(css.box, className)}
      data-mark
      data-marked={marked}
      aria-hidden="true"
    >
      {marked && <Check size={14} strokeWidth={3} />}
    </span>
  )
}
