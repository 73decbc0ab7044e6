import type { ReactNode } from 'react'
import type { Verdict } from '../../../shared/domain/host-check.ts'
import css from './verdict-icon.module.css'

const stroke = { fill: 'none', stroke: 'currentColor', strokeWidth: 1.75 } as const
const round = { strokeLinecap: 'round', strokeLinejoin: 'round' } as const

/** A shape for each verdict, so that it can be told without its colour. */
const shapes: Record<Verdict | 'pending', ReactNode> = {
  good: <path d="m2.5 8.5 3.5 3.75L13.5 4" {...stroke} {...round} strokeWidth="2" />,
  limited: (
    <>
      <circle cx="8" cy="8" r="6" {...stroke} />
      <path d="M8 2a6 6 0 0 0 0 12z" fill="currentColor" />
    </>
  ),
  missing: <path d="m3.5 3.5 9 9m0-9-9 9" {...stroke} {...round} strokeWidth="2.25" />,
  unknown: (
    <>
      <circle cx="8" cy="8" r="6" {...stroke} strokeDasharray="2.5 2.2" />
      <path
        d="M6.2 6.4a1.85 1.85 0 1 1 2.6 1.7c-.5.2-.8.5-.8 1.1"
        {...stroke}
        {...round}
        strokeWidth="1.5"
      />
      <circle cx="8" cy="11.4" r=".9" fill="currentColor" />
    </>
  ),
  pending: <path className={css.turning} d="M14 8a6 6 0 1 1-3-5.2" {...stroke} {...round} />,
}

/** `null` while it is being looked at. The word for it stands beside it. */
export function VerdictIcon({ verdict }: { readonly verdict: Verdict | null }) {
  return (
    <svg
      className={css.icon}
      data-verdict={verdict ?? 'pending'}
      viewBox="0 0 16 16"
      width="16"
      height="16"
      aria-hidden="true"
    >
      {shapes[verdict ?? 'pending']}
    </svg>
  )
}
