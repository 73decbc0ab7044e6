import type { ReactNode } from 'react'
import css from './page-header.module.css'

export interface PageHeaderProps {
  /** What leads to the folded sidebar. */
  readonly lead: ReactNode
  /** Left out where the page has nothing to say of itself yet. */
  readonly title?: string
  /** Beside the title. */
  readonly children?: ReactNode
}

/** The top of a page that is no machine's. */
export function PageHeader({ lead, title, children }: PageHeaderProps) {
  return (
    <header className={css.header}>
      {lead !== undefined && <div className={css.lead}>{lead}</div>}
      {title !== undefined && <h1 className={css.title}>{title}</h1>}
      {children}
    </header>
  )
}
