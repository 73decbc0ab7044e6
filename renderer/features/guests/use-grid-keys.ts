import { type KeyboardEvent, type MouseEvent, useRef } from 'react'
import { isPossible, request } from '../../actions/guest-commands.ts'
import { useGuests } from '../../stores/guests-store.ts'
import { selectShownMarks, setMarked, showGuest, useView } from '../../stores/view-store.ts'
import type { Line } from './arrange/lines.ts'
import { move } from './arrange/moves.ts'
import { toggleFolded } from './arrange/use-arrangement.ts'
import { requestMany } from './many/many-items.tsx'
import { keepMarksAmong, markRange, toggleMark } from './marking.ts'
import { type Roving, spotOf } from './use-roving.ts'

const HEADING = 'heading:'

/** Renames or deletes the guest, or deletes all that are marked where it is one of them. */
export function requestByKey(id: string, key: string): boolean {
  const action = key === 'F2' ? 'rename' : key === 'Delete' ? 'delete' : null
  const guest = useGuests.getState().byId[id]
  if (action === null || guest === undefined) return false
  const marked = selectShownMarks(useView.getState())
  if (action === 'delete' && marked.length > 1 && marked.includes(id)) requestMany(marked, 'delete')
  else if (isPossible(guest, action)) void request(id, action)
  return true
}

export interface GridKeys {
  readonly onKeyDown: (event: KeyboardEvent) => void
  readonly onClick: (event: MouseEvent) => void
}

/** What keys and clicks do in the grid. They are heard where all its cells meet. */
export function useGridKeys(
  roving: Roving,
  lines: readonly Line[],
  ids: readonly string[],
): GridKeys {
  /** Where Shift marks from. */
  const anchor = useRef<string | null>(null)

  const activate = (spot: string): void => {
    if (spot.startsWith(HEADING)) toggleFolded(spot.slice(HEADING.length))
    else showGuest(spot)
  }
  const mark = (id: string): void => {
    anchor.current = id
    toggleMark(id)
  }
  const markTo = (id: string): void => {
    anchor.current ??= roving.active ?? id
    markRange(ids, anchor.current, id)
    keepMarksAmong(ids)
  }
  const press = (event: KeyboardEvent, spot: string): boolean => {
    const isGuest = !spot.startsWith(HEADING)
    if (event.ctrlKey && event.key === 'a') setMarked(ids)
    else if (event.ctrlKey || event.altKey || event.metaKey) return false
    else if (event.shiftKey) {
      // Shift+F10 and capital letters are none of its business.
      const to = event.key.length > 1 ? move(lines, spot, event.key, 1) : undefined
      if (to === undefined) return false
      if (isGuest) anchor.current ??= spot
      if (!to.startsWith(HEADING)) markTo(to)
      roving.focusOn(to)
    } else if (event.key === 'Enter') activate(spot)
    else if (event.key === ' ') (isGuest ? mark : activate)(spot)
    else if (event.key === 'Escape' && useView.getState().marked.length > 0) setMarked([])
    else return isGuest && requestByKey(spot, event.key)
    return true
  }
  return {
    onKeyDown: (event) => {
      const spot = spotOf(event.target)
      if (spot === null || event.defaultPrevented) return
      if (press(event, spot)) event.preventDefault()
      else roving.handleKey(event)
    },
    onClick: (event) => {
      const spot = spotOf(event.target)
      if (spot === null) return
      const onMark = event.target instanceof Element && event.target.closest('[data-mark]') !== null
      if (spot.startsWith(HEADING)) activate(spot)
      else if (event.shiftKey) markTo(spot)
      else if (event.ctrlKey || onMark) mark(spot)
      else activate(spot)
    },
  }
}
