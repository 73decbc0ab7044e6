import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import { useGuest } from '../../stores/guests-store.ts'
import { useJobOf } from '../../stores/jobs-store.ts'
import { useView } from '../../stores/view-store.ts'
import { StateLine } from '../../ui/state-line.tsx'
import { GuestFacts } from './guest-facts.tsx'
import css from './guest-card.module.css'
import { MarkBox } from './mark-box.tsx'
import { Thumbnail } from './pictures/thumbnail.tsx'

/** ms between two pictures of a card. */
export const CARD_PICTURE_MS = 2_000

export interface GuestCellProps {
  readonly id: string
  /** Whether Tab stops here. */
  readonly active: boolean
  /** From 1, of the cells that stand side by side. */
  readonly column: number
}

/** A machine in the overview, as its screen. What is done with it is heard by the grid. */
export const GuestCard = memo(function GuestCard({ id, active, column }: GuestCellProps) {
  const { t } = useTranslation()
  const guest = useGuest(id)
  const job = useJobOf(id)
  const marked = useView((state) => state.marked.includes(id))
  if (guest === undefined) return null
  return (
    <div
      role="gridcell"
      className={css.card}
      data-spot={id}
      tabIndex={active ? 0 : -1}
      aria-colindex={column}
      aria-selected={marked}
    >
      <Thumbnail guest={guest} className={css.picture} everyMs={CARD_PICTURE_MS} markSize={40} />
      <MarkBox marked={marked} className={css.mark} />
      <span className={css.text}>
        <span className={css.name} title={guest.name}>
          {guest.name}
        </span>
        <StateLine state={guest.state} since={guest.since} brief job={job} />
        <GuestFacts guest={guest} />
      </span>
      {guest.config?.pinned === true && <span className="visually-hidden">{t('list.pinned')}</span>}
    </div>
  )
})
