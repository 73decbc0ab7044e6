import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import { selectGuestId, showGuest, useView } from '../../stores/view-store.ts'
import { useGuest } from '../../stores/guests-store.ts'
import { StateIcon } from '../../ui/state-icon.tsx'
import css from './guest-row.module.css'

export interface GuestRowProps {
  readonly id: string
  /** Whether Tab reaches this row; the arrow keys reach the others. */
  readonly reachable: boolean
}

/** One machine in the sidebar: the shape of its state, its name, its state's word. */
export const GuestRow = memo(function GuestRow({ id, reachable }: GuestRowProps) {
  const { t } = useTranslation()
  const guest = useGuest(id)
  const selected = useView(selectGuestId) === id
  if (guest === undefined) return null
  return (
    <li>
      <button
        type="button"
        className={css.row}
        data-guest-row={id}
        tabIndex={reachable ? 0 : -1}
        aria-current={selected ? 'page' : undefined}
        onClick={() => showGuest(id)}
        title={guest.name}
      >
        <StateIcon state={guest.state} />
        <span className={css.name}>{guest.name}</span>
        <span className={css.state}>{t(`state.${guest.state}`)}</span>
      </button>
    </li>
  )
})
