import type { ReactNode } from 'react'
import type { GuestConfig } from '../../../../shared/domain/guest-config.ts'

/** Signs of our own, nobody's trademarks: a prompt, a window, a disc. */
const marks: Record<GuestConfig['os'], ReactNode> = {
  linux: (
    <>
      <rect x="1.5" y="2.5" width="13" height="11" rx="2" />
      <path d="m4.5 6 2.25 2L4.5 10M8.5 10.25h3" />
    </>
  ),
  windows: (
    <>
      <rect x="1.5" y="2.5" width="13" height="11" rx="2" />
      <path d="M1.5 6h13M10 4.25h.01M12.25 4.25h.01" />
    </>
  ),
  other: (
    <>
      <circle cx="8" cy="8" r="6.25" />
      <circle cx="8" cy="8" r="1.75" />
    </>
  ),
}

export interface OsMarkProps {
  readonly os: GuestConfig['os']
  readonly size?: number
  /** What it says to those who do not see it; left out where words beside it say so. */
  readonly label?: string
}

export function OsMark({ os, size = 16, label }: OsMarkProps) {
  return (
    <svg
      viewBox="0 0 16 16"
      width={size}
      height={size}
      fill="none"
      stroke="currentColor"
      strokeWidth="1.3"
      strokeLinecap="round"
      strokeLinejoin="round"
      {...(label === undefined ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label })}
    >
      {marks[os]}
    </svg>
  )
}
