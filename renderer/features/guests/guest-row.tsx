import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import { useGuest } from '../../stores/guests-store.ts'
import { useJobOf } from '../../stores/jobs-store.ts'
import { useView } from '../../stores/view-store.ts'
import { StateLine } from '../../ui/state-line.tsx'
import { CARD_PICTURE_MS, type GuestCellProps } from './guest-card.tsx'
import { GuestFacts } from './guest-facts.tsx'
import css from './guest-row.module.css'
import { MarkBox } from './mark-box.tsx'
import { Thumbnail } from './pictures/thumbnail.tsx'

/** A machine in the overview, as a line. */
export const GuestRow = memo(function GuestRow({ id, active, column }: GuestCellProps) {
  const { t } = useTranslation()
  const guest = useGuest(id)
  const job = useJobOf(id)
  const marked = useView((state) => state.marked.includes(id))
  if (guest === undefined) return null
  return (
    <div
      role="gridcell"
      className={css.row}
      data-spot={id}
      tabIndex={active ? 0 : -1}
      aria-colindex={column}
      aria-selected={marked}
    >
      <MarkBox marked={marked} className={css.mark} />
      <Thumbnail guest={guest} className={css.picture} everyMs={CARD_PICTURE_MS} markSize={16} />
      <span className={css.name} title={guest.name}>
        {guest.name}
      </span>
      {guest.config?.pinned === true && <span className="visually-hidden">{t('list.pinned')}</span>}
      <span className={css.state}>
        <StateLine state={guest.state} since={guest.since} brief job={job} />
      </span>
      <span className={css.facts}>
        <GuestFacts guest={guest} />
      </span>
    </div>
  )
})
