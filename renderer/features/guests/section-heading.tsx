import { ChevronRight } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { formatNumber } from '../../i18n/format.ts'
import type { Section } from './arrange/arrangement.ts'
import css from './section-heading.module.css'

/** What a heading of the list shows: whether it is folded, what it is called, how many it has. */
export function SectionHeading({ section }: { readonly section: Section }) {
  const { t } = useTranslation()
  const { kind, group, folded, ids } = section
  return (
    <>
      <ChevronRight className={css.arrow} data-folded={folded} size={14} aria-hidden="true" />
      <span className={css.title}>
        {kind === 'pinned'
          ? t('list.sectionPinned')
          : kind === 'rest'
            ? t('list.sectionRest')
            : group}
      </span>
      <span className={css.count}>{formatNumber(ids.length)}</span>
    </>
  )
}
