import { memo } from 'react'
import type { Line } from './arrange/lines.ts'
import { toggleFolded } from './arrange/use-arrangement.ts'
import css from './guest-list.module.css'
import { SectionHeading } from './section-heading.tsx'
import { SidebarGuest } from './sidebar-guest.tsx'

export interface ListLineProps {
  readonly line: Line
  /** From 0, of `count` lines. */
  readonly index: number
  readonly count: number
  /** px */
  readonly top: number
  readonly height: number
  /** Whether Tab stops here. */
  readonly active: boolean
}

/** One line of the sidebar: a heading or a machine. */
export const ListLine = memo(function ListLine(props: ListLineProps) {
  const { line, index, count, top, height, active } = props
  const { heading, spots } = line
  return (
    <li
      className={css.line}
      style={{ height, transform: `translateY(${top}px)` }}
      aria-setsize={count}
      aria-posinset={index + 1}
    >
      {heading === null ? (
        <SidebarGuest id={spots[0] ?? ''} active={active} />
      ) : (
        <button
          type="button"
          className={css.heading}
          data-spot={line.key}
          tabIndex={active ? 0 : -1}
          aria-expanded={!heading.folded}
          onClick={() => toggleFolded(heading.key)}
        >
          <SectionHeading section={heading} />
        </button>
      )}
    </li>
  )
})
