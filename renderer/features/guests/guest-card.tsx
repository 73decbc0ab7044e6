import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import { formatMiB } from '../../i18n/format.ts'
import { errorText } from '../../i18n/error-text.ts'
import { useGuest } from '../../stores/guests-store.ts'
import { useJobOf } from '../../stores/jobs-store.ts'
import { showGuest } from '../../stores/view-store.ts'
import { StateLine } from '../../ui/state-line.tsx'
import css from './guest-card.module.css'

/** A machine in the overview. */
export const GuestCard = memo(function GuestCard({ id }: { readonly id: string }) {
  const { t } = useTranslation()
  const guest = useGuest(id)
  const job = useJobOf(id)
  if (guest === undefined) return null
  const { config } = guest
  const second =
    config !== null
      ? t('overview.hardware', {
          memory: formatMiB(config.memoryMiB),
          processors: t('processors', { count: config.cpus }),
        })
      : guest.error !== null
        ? errorText(guest.error).message
        : ''
  return (
    <li className={css.item}>
      <button type="button" className={css.card} onClick={() => showGuest(id)} title={guest.name}>
        <span className={css.name}>{guest.name}</span>
        <StateLine state={guest.state} since={guest.since} job={job} />
        <span className={css.second}>{second}</span>
      </button>
    </li>
  )
})
