import type { ReactNode } from 'react'
import type { GuestState } from '../../shared/domain/guest.ts'
import css from './state-icon.module.css'

/** A shape for each state, so that it can be told without its colour. */
const shapes: Record<GuestState, ReactNode> = {
  running: <circle cx="6" cy="6" r="5" fill="currentColor" />,
  paused: <path d="M2 1h3v10H2zM7 1h3v10H7z" fill="currentColor" />,
  saved: (
    <>
      <circle cx="6" cy="6" r="4.5" fill="none" stroke="currentColor" strokeWidth="1.5" />
      <path d="M6 1.5a4.5 4.5 0 0 0 0 9z" fill="currentColor" />
    </>
  ),
  stopped: <circle cx="6" cy="6" r="4.25" fill="none" stroke="currentColor" strokeWidth="1.5" />,
  crashed: <path d="M6 .75 11.6 11H.4z" fill="currentColor" />,
  broken: <path d="m2 2 8 8m0-8-8 8" fill="none" stroke="currentColor" strokeWidth="2.2" />,
  starting: <Turning />,
  saving: <Turning />,
  stopping: <Turning />,
}

function Turning() {
  return (
    <path
      className={css.turning}
      d="M10.5 6A4.5 4.5 0 1 1 8.25 2.1"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.8"
      strokeLinecap="round"
    />
  )
}

export function StateIcon({ state }: { readonly state: GuestState }) {
  return (
    <svg
      className={css.icon}
      data-state={state}
      viewBox="0 0 12 12"
      width="12"
      height="12"
      aria-hidden="true"
    >
      {shapes[state]}
    </svg>
  )
}
