import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import { useGuest } from '../../stores/guests-store.ts'
import { selectGuestId, showGuest, useView } from '../../stores/view-store.ts'
import { StateIcon } from '../../ui/state-icon.tsx'
import { Thumbnail } from './pictures/thumbnail.tsx'
import css from './sidebar-guest.module.css'

/** ms between two pictures of this size. */
const PICTURE_MS = 6_000

export interface SidebarGuestProps {
  readonly id: string
  /** Whether Tab stops here; the arrow keys reach the others. */
  readonly active: boolean
}

/** One machine in the sidebar: its screen, its name, its state's shape and word. */
export const SidebarGuest = memo(function SidebarGuest({ id, active }: SidebarGuestProps) {
  const { t } = useTranslation()
  const guest = useGuest(id)
  const selected = useView((state) => selectGuestId(state) === id)
  if (guest === undefined) return null
  return (
    <button
      type="button"
      className={css.guest}
      data-spot={id}
      tabIndex={active ? 0 : -1}
      aria-current={selected ? 'page' : undefined}
      onClick={() => showGuest(id)}
      title={guest.name}
    >
      <Thumbnail guest={guest} className={css.picture} everyMs={PICTURE_MS} markSize={14} />
      <span className={css.text}>
        <span className={css.name}>{guest.name}</span>
        <span className={css.state}>{t(`state.${guest.state}`)}</span>
      </span>
      <StateIcon state={guest.state} />
    </button>
  )
})
