import { type ReactNode, useId } from 'react'
import { useTranslation } from 'react-i18next'
import type { GuestView } from '../../../shared/domain/guest.ts'
import type { Validity } from './forwards.ts'
import css from './section.module.css'

export interface SectionProps {
  readonly title: string
  readonly text?: string
  /** Buttons at the end of its heading. */
  readonly actions?: ReactNode
  readonly children: ReactNode
}

/** A part of the page with its heading. */
export function Section({ title, text, actions, children }: SectionProps) {
  const id = useId()
  return (
    <section className={css.section} aria-labelledby={id}>
      <header className={css.header}>
        <h2 id={id} className={css.title}>
          {title}
        </h2>
        <div className={css.actions}>{actions}</div>
      </header>
      {text !== undefined && <p className={css.quiet}>{text}</p>}
      {children}
    </section>
  )
}

const words = { later: 'sharing.later', ending: 'sharing.ending' } as const

/** Since when or until when something holds; nothing where it simply does. */
export function ValidityMark({ validity }: { readonly validity: Validity }) {
  const { t } = useTranslation()
  if (validity === 'now' || validity === 'off') return null
  return <span className={css.mark}>{t(words[validity])}</span>
}

/** Whether the guest's description can be changed now. */
export const canConfigure = ({ actions, job }: GuestView): boolean =>
  actions.includes('configure') && job === null
