import type { KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { useShallow } from 'zustand/react/shallow'
import { selectStatus, useGuests } from '../../stores/guests-store.ts'
import { selectGuestId, selectSearch, useView } from '../../stores/view-store.ts'
import css from './guest-list.module.css'
import { GuestRow } from './guest-row.tsx'
import { matchingIds } from './match.ts'

/** The machines of the sidebar. Arrow keys, Home and End move among them. */
export function GuestList() {
  const { t } = useTranslation()
  const search = useView(selectSearch)
  const ids = useGuests(useShallow((state) => matchingIds(state, search)))
  const status = useGuests(selectStatus)
  const selected = useView(selectGuestId)
  const reachable = selected !== null && ids.includes(selected) ? selected : ids[0]

  if (ids.length === 0) {
    if (status === 'loading') return <div className={css.list} />
    return (
      <p className={css.none}>
        {search.trim() === '' ? t('sidebar.none') : t('sidebar.nothingFound', { search })}
      </p>
    )
  }
  return (
    // The keys are those of the buttons in it, heard where they meet.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <ul className={css.list} onKeyDown={moveFocus}>
      {ids.map((id) => (
        <GuestRow key={id} id={id} reachable={id === reachable} />
      ))}
    </ul>
  )
}

const steps: Readonly<Record<string, (index: number, last: number) => number>> = {
  ArrowDown: (index, last) => Math.min(index + 1, last),
  ArrowUp: (index) => Math.max(index - 1, 0),
  Home: () => 0,
  End: (_, last) => last,
}

function moveFocus(event: KeyboardEvent<HTMLUListElement>): void {
  const step = steps[event.key]
  if (step === undefined) return
  const rows = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-guest-row]')]
  const index = rows.findIndex((row) => row === document.activeElement)
  if (index < 0) return
  event.preventDefault()
  rows[step(index, rows.length - 1)]?.focus()
}
