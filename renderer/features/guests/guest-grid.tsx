import { useLayoutEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type ListLayout, useKept } from '../../stores/kept-store.ts'
import { type Arrangement, shownIds } from './arrange/arrangement.ts'
import { linesOf, positionOf } from './arrange/lines.ts'
import { GridLine } from './grid-line.tsx'
import { GuestContextMenu } from './guest-context-menu.tsx'
import css from './guest-grid.module.css'
import { useGridKeys } from './use-grid-keys.ts'
import { useRoving } from './use-roving.ts'
import { useVirtualLines } from './use-virtual-lines.ts'
import { useWidth } from './use-width.ts'

/** px. Of cards: least width, gap, and what is below the picture with the borders. */
const CARD_WIDTH = 232
const GAP = 12
const CARD_TEXT = 82
const PADDING = 24
const ROW_HEIGHT = 56
const HEADING_HEIGHT = 40

interface Geometry {
  readonly columns: number
  readonly guestHeight: number
}

/** How many cards stand side by side in a width, and how high they are with 16:10 pictures. */
function geometryOf(layout: ListLayout, width: number): Geometry {
  if (layout === 'rows') return { columns: 1, guestHeight: ROW_HEIGHT }
  const columns = Math.max(1, Math.floor((width + GAP) / (CARD_WIDTH + GAP)))
  const cardWidth = (width - GAP * (columns - 1)) / columns
  return { columns, guestHeight: Math.round(cardWidth * 0.625) + CARD_TEXT + GAP }
}

/** How far the overview was scrolled when one left it: it is there again when one comes back. */
let leftAt = 0

/** All machines as cards or rows, of which only those in sight are in the page. */
export function GuestGrid({ arrangement }: { readonly arrangement: Arrangement }) {
  const { t } = useTranslation()
  const layout = useKept((state) => state.layout)
  const scrollRef = useRef<HTMLDivElement>(null)
  const width = useWidth(scrollRef) - 2 * PADDING
  const { columns, guestHeight } = geometryOf(layout, width)
  const [initialOffset] = useState(leftAt)
  const lines = useMemo(() => linesOf(arrangement, columns), [arrangement, columns])
  const ids = useMemo(() => shownIds(arrangement), [arrangement])
  const { virtualizer, holdLine } = useVirtualLines({
    ...{ scrollRef, lines, guestHeight, initialOffset },
    headingHeight: HEADING_HEIGHT,
    paddingEnd: PADDING - GAP,
  })
  const roving = useRoving({
    ...{ listRef: scrollRef, lines, ids, virtualizer, holdLine, preferred: null },
  })
  const keys = useGridKeys(roving, lines, ids)

  useLayoutEffect(() => {
    const { current: scroll } = scrollRef
    return () => {
      leftAt = scroll?.scrollTop ?? 0
    }
  }, [])

  const { active } = roving
  const activeLine = active === null ? -1 : (positionOf(lines, active)?.line ?? -1)
  return (
    <GuestContextMenu>
      <div
        ref={scrollRef}
        className={css.scroll}
        role="grid"
        tabIndex={-1}
        aria-label={t('overview.title')}
        aria-multiselectable="true"
        aria-rowcount={lines.length}
        aria-colcount={columns}
        onKeyDown={keys.onKeyDown}
        onClick={keys.onClick}
        onFocus={roving.handleFocus}
        onBlur={roving.handleBlur}
      >
        <div
          role="presentation"
          className={css.sizer}
          style={{ height: virtualizer.getTotalSize() }}
        >
          {width > 0 &&
            virtualizer.getVirtualItems().map(({ index, key, start, size }) => {
              const line = lines[index]
              return (
                line !== undefined && (
                  <GridLine
                    key={key}
                    {...{ line, index, layout, columns }}
                    top={start}
                    height={line.heading === null && layout === 'cards' ? size - GAP : size}
                    active={index === activeLine ? active : null}
                  />
                )
              )
            })}
        </div>
      </div>
    </GuestContextMenu>
  )
}
