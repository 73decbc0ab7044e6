import type { ReactNode } from 'react'
import type { GuestView } from '../../../shared/domain/guest.ts'
import { ErrorBar } from './error-bar.tsx'
import { GuestHeader } from './guest-header.tsx'
import css from './guest-page.module.css'
import { OffView } from './off-view.tsx'

export interface GuestScreenPageProps {
  readonly guest: GuestView
  readonly screen: (guest: GuestView) => ReactNode
}

/** A guest's screen with what can be done to it, and nothing else: the content of its own window. */
export function GuestScreenPage({ guest, screen }: GuestScreenPageProps) {
  const live = guest.runtime !== null && guest.state !== 'starting'
  return (
    <div className={css.page}>
      <GuestHeader guest={guest} elsewhere={live ? ['resume'] : ['start']} ownWindow />
      {live && guest.error !== null && <ErrorBar error={guest.error} />}
      <div className={css.panel}>{live ? screen(guest) : <OffView guest={guest} />}</div>
    </div>
  )
}
