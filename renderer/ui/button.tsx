import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react'
import css from './button.module.css'
import { classNames } from './class-names.ts'

export interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  /** Only one `primary` on a page. */
  readonly look?: 'primary' | 'normal' | 'quiet' | 'danger'
  readonly size?: 'medium' | 'large'
  readonly icon?: ReactNode
  readonly ref?: Ref<HTMLButtonElement>
}

export function Button({
  look = 'normal',
  size = 'medium',
  icon,
  className,
  children,
  ...rest
}: ButtonProps) {
  return (
    <button
      type="button"
      className={classNames(css.button, css[look], css[size], className)}
      {...rest}
    >
      {icon}
      {children}
    </button>
  )
}
