import { type KeyboardEvent, useLayoutEffect, useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { selectStatus, useGuests } from '../../stores/guests-store.ts'
import { selectGuestId, selectSearch, useView } from '../../stores/view-store.ts'
import { shownIds } from './arrange/arrangement.ts'
import { linesOf, positionOf } from './arrange/lines.ts'
import { useArrangement } from './arrange/use-arrangement.ts'
import { GuestContextMenu } from './guest-context-menu.tsx'
import css from './guest-list.module.css'
import { ListLine } from './list-line.tsx'
import { requestByKey } from './use-grid-keys.ts'
import { spotOf, useRoving } from './use-roving.ts'
import { useVirtualLines } from './use-virtual-lines.ts'

/** px */
const GUEST_HEIGHT = 46
const HEADING_HEIGHT = 32

/** The machines of the sidebar, of which only those in sight are in the page. */
export function GuestList() {
  const { t } = useTranslation()
  const search = useView(selectSearch)
  const status = useGuests(selectStatus)
  const arrangement = useArrangement()
  const scrollRef = useRef<HTMLDivElement>(null)
  const selected = useView(selectGuestId)
  const lines = useMemo(() => linesOf(arrangement, 1), [arrangement])
  const ids = useMemo(() => shownIds(arrangement), [arrangement])
  const { virtualizer, holdLine } = useVirtualLines({
    ...{ scrollRef, lines, headingHeight: HEADING_HEIGHT, guestHeight: GUEST_HEIGHT },
  })
  const roving = useRoving({
    ...{ listRef: scrollRef, lines, ids, virtualizer, holdLine, preferred: selected },
  })
  const selectedLine = selected === null ? -1 : (positionOf(lines, selected)?.line ?? -1)
  useLayoutEffect(() => {
    if (selectedLine >= 0) virtualizer.scrollToIndex(selectedLine, { align: 'auto' })
    // Not when others come or go: one may have scrolled elsewhere.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [selected])

  if (arrangement.found === 0) {
    if (status === 'loading') return <div className={css.list} />
    return (
      <p className={css.none}>
        {search.trim() === '' ? t('sidebar.none') : t('sidebar.nothingFound', { search })}
      </p>
    )
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    const spot = spotOf(event.target)
    if (spot === null) return
    const isPlain = !event.ctrlKey && !event.altKey && !event.metaKey && !event.shiftKey
    if (isPlain && requestByKey(spot, event.key)) event.preventDefault()
    else roving.handleKey(event)
  }
  return (
    <GuestContextMenu>
      <div ref={scrollRef} className={css.list}>
        {/* The keys are those of the buttons in it, heard where they meet. */}
        {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
        <ul
          className={css.sizer}
          style={{ height: virtualizer.getTotalSize() }}
          onKeyDown={onKeyDown}
          onFocus={roving.handleFocus}
          onBlur={roving.handleBlur}
        >
          {virtualizer.getVirtualItems().map(({ index, key, start, size }) => {
            const line = lines[index]
            return (
              line !== undefined && (
                <ListLine
                  key={key}
                  line={line}
                  index={index}
                  count={lines.length}
                  top={start}
                  height={size}
                  active={line.spots[0] === roving.active}
                />
              )
            )
          })}
        </ul>
      </div>
    </GuestContextMenu>
  )
}
