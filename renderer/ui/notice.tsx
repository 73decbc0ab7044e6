import { CircleAlert, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import css from './notice.module.css'

export interface NoticeProps {
  readonly tone: 'danger' | 'warn'
  readonly message: string
  readonly next?: string
  readonly children?: ReactNode
  readonly id?: string
  /** Buttons at its end. */
  readonly actions?: ReactNode
}

/** What happened and what to do, with whatever helps below it. */
export function Notice({ tone, message, next, children, id, actions }: NoticeProps) {
  const Icon = tone === 'danger' ? CircleAlert : TriangleAlert
  return (
    <div className={css.notice} data-tone={tone} role="group" id={id} aria-label={message}>
      <Icon className={css.icon} size={16} aria-hidden="true" />
      <div className={css.body}>
        <p className={css.message}>{message}</p>
        {next !== undefined && <p className={css.next}>{next}</p>}
        {children}
      </div>
      {actions !== undefined && <div className={css.actions}>{actions}</div>}
    </div>
  )
}
