import { memo } from 'react'
import type { ListLayout } from '../../stores/kept-store.ts'
import type { Line } from './arrange/lines.ts'
import { GuestCard } from './guest-card.tsx'
import css from './guest-grid.module.css'
import { GuestRow } from './guest-row.tsx'
import { SectionHeading } from './section-heading.tsx'

export interface GridLineProps {
  readonly line: Line
  /** From 0, of all lines. */
  readonly index: number
  readonly layout: ListLayout
  readonly columns: number
  /** px */
  readonly top: number
  readonly height: number
  /** The spot of this line that Tab stops at. */
  readonly active: string | null
}

/** One line of the grid: a heading, or the machines that stand side by side. */
export const GridLine = memo(function GridLine(props: GridLineProps) {
  const { line, index, layout, columns, top, height, active } = props
  const style = { height, transform: `translateY(${top}px)` }
  const { heading } = line
  if (heading !== null) {
    return (
      <div role="row" aria-rowindex={index + 1} className={css.line} style={style}>
        <div
          role="gridcell"
          className={css.heading}
          data-spot={line.key}
          tabIndex={active === line.key ? 0 : -1}
          aria-colindex={1}
          aria-colspan={columns}
          aria-expanded={!heading.folded}
        >
          <SectionHeading section={heading} />
        </div>
      </div>
    )
  }
  const Cell = layout === 'cards' ? GuestCard : GuestRow
  const gridTemplateColumns = `repeat(${columns}, minmax(0, 1fr))`
  return (
    <div
      role="row"
      aria-rowindex={index + 1}
      className={css.line}
      style={{ ...style, gridTemplateColumns }}
    >
      {line.spots.map((id, column) => (
        <Cell key={id} id={id} column={column + 1} active={active === id} />
      ))}
    </div>
  )
})
