import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import {
  type GuestAction,
  type GuestView,
  POWER_OFF_SECONDS,
  powerOffStep,
} from '../../../shared/domain/guest.ts'
import { useJobOf } from '../../stores/jobs-store.ts'
import { StateLine } from '../../ui/state-line.tsx'
import { GuestActions } from './guest-actions.tsx'
import css from './guest-header.module.css'

export interface GuestHeaderProps {
  readonly guest: GuestView
  readonly lead?: ReactNode
  readonly elsewhere: readonly GuestAction[]
  /** It is in the guest's own window. */
  readonly ownWindow?: boolean
}

/** A guest's name, its state and since when, and what can be done with it. */
export function GuestHeader({ guest, lead, elsewhere, ownWindow = false }: GuestHeaderProps) {
  const { t } = useTranslation()
  const job = useJobOf(guest.id)
  // What is tidied up after QEMU has gone is no news.
  const step = guest.runtime === null ? undefined : powerOffStep(guest.job)
  const doing = step && t(`ending.${step}`, { seconds: POWER_OFF_SECONDS[step] })
  return (
    <header className={css.header}>
      {lead}
      <div className={css.title}>
        <h1 className={css.name} title={guest.name}>
          {guest.name}
        </h1>
        <StateLine state={guest.state} since={guest.since} job={job} doing={doing} />
      </div>
      <GuestActions {...{ guest, job, elsewhere, ownWindow }} />
    </header>
  )
}
