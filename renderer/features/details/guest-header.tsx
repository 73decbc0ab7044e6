import type { ReactNode } from 'react'
import type { GuestAction, GuestView } from '../../../shared/domain/guest.ts'
import { useJobOf } from '../../stores/jobs-store.ts'
import { StateLine } from '../../ui/state-line.tsx'
import { GuestActions } from './guest-actions.tsx'
import css from './guest-header.module.css'

export interface GuestHeaderProps {
  readonly guest: GuestView
  readonly lead?: ReactNode
  readonly elsewhere: readonly GuestAction[]
}

/** A guest's name, its state and since when, and what can be done with it. */
export function GuestHeader({ guest, lead, elsewhere }: GuestHeaderProps) {
  const job = useJobOf(guest.id)
  return (
    <header className={css.header}>
      {lead}
      <div className={css.title}>
        <h1 className={css.name} title={guest.name}>
          {guest.name}
        </h1>
        <StateLine state={guest.state} since={guest.since} job={job} />
      </div>
      <GuestActions guest={guest} job={job} elsewhere={elsewhere} />
    </header>
  )
}
