import {
  type FocusEvent,
  type KeyboardEvent,
  type RefObject,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
} from 'react'
import { useGuests } from '../../stores/guests-store.ts'
import { selectDialog, useView } from '../../stores/view-store.ts'
import { type Line, positionOf } from './arrange/lines.ts'
import { findByBeginning, move, nearest } from './arrange/moves.ts'
import type { VirtualLines } from './use-virtual-lines.ts'

/** ms between two letters of one name that is typed. */
const TYPING_PAUSE_MS = 800

export interface RovingOptions extends VirtualLines {
  readonly listRef: RefObject<HTMLElement | null>
  readonly lines: readonly Line[]
  /** Guests that are shown, in the order of the list. */
  readonly ids: readonly string[]
  /** Where Tab leads before the keyboard was anywhere else. */
  readonly preferred: string | null
}

export interface Roving {
  /** The one stop for Tab. */
  readonly active: string | null
  /** Takes the keys that move; tells whether it did. */
  readonly handleKey: (event: KeyboardEvent) => boolean
  readonly handleFocus: (event: FocusEvent) => void
  readonly handleBlur: (event: FocusEvent) => void
  readonly focusOn: (spot: string) => void
}

export const spotOf = (target: EventTarget | null): string | null =>
  (target instanceof Element ? target.closest<HTMLElement>('[data-spot]') : null)?.dataset[
    'spot'
  ] ?? null

const isPlain = (event: KeyboardEvent): boolean =>
  !event.ctrlKey && !event.altKey && !event.metaKey && !event.shiftKey

/** The list that had the focus last, of those in the window. */
let lastList: RefObject<HTMLElement | null> | null = null

/**
 * A dialog gives the focus back to what had it, which may be no more: the guest was deleted, or is
 * in another group now. The list that it was opened from takes it then.
 */
function useFocusAfterDialogs(listRef: RefObject<HTMLElement | null>, focus: () => void): void {
  const open = useView(selectDialog) !== null
  const wasOpen = useRef(open)
  // The list may have changed between the dialog's end and the task: what was deleted is gone then.
  const latest = useRef(focus)
  useLayoutEffect(() => {
    latest.current = focus
  })
  useEffect(() => {
    const closed = wasOpen.current && !open
    wasOpen.current = open
    if (!closed || lastList !== listRef) return
    // The dialog gives it back in a task of its own, which was queued before this one.
    const task = setTimeout(() => {
      if (document.activeElement === document.body) latest.current()
    })
    return () => clearTimeout(task)
  }, [open, listRef])
}

/**
 * One stop for Tab in a list of which most is not in the page; the arrow keys, Home, End, PageUp,
 * PageDown and the beginning of a name lead from there.
 */
export function useRoving(options: RovingOptions): Roving {
  const { listRef, lines, ids, virtualizer, holdLine, preferred } = options
  const [chosen, setChosen] = useState<string | null>(null)
  const [seen, setSeen] = useState(lines)
  if (seen !== lines) {
    // While rendering, so that nothing is shown of a stop that is gone (react.dev, useState).
    setSeen(lines)
    if (chosen !== null) setChosen(nearest(seen, lines, chosen))
  }
  const typed = useRef({ text: '', at: 0 })
  const focusWanted = useRef(false)
  const hasFocus = useRef(false)

  const stops = [chosen, preferred, ids[0], lines[0]?.spots[0]]
  const active = stops.find((spot) => spot != null && positionOf(lines, spot) !== undefined) ?? null
  const line = active === null ? -1 : (positionOf(lines, active)?.line ?? -1)
  holdLine(line)

  /** It may be in the page only with the next rendering. */
  const focusIfThere = (spot: string): void => {
    const selector = `[data-spot="${CSS.escape(spot)}"]`
    const element = listRef.current?.querySelector<HTMLElement>(selector)
    if (element == null) return
    focusWanted.current = false
    element.focus({ preventScroll: true })
  }
  useLayoutEffect(() => {
    const lost = hasFocus.current && document.activeElement === document.body
    if (active !== null && (focusWanted.current || lost)) focusIfThere(active)
  })

  const focusOn = (spot: string): void => {
    const at = positionOf(lines, spot)
    if (at === undefined) return
    focusWanted.current = true
    holdLine(at.line)
    setChosen(spot)
    virtualizer.scrollToIndex(at.line, { align: 'auto' })
    // Nothing is rendered where it was the active one already.
    if (spot === active) focusIfThere(spot)
  }

  useFocusAfterDialogs(listRef, () => {
    if (active !== null) focusOn(active)
  })

  const typeAhead = (event: KeyboardEvent): string | undefined => {
    const within = event.timeStamp - typed.current.at < TYPING_PAUSE_MS
    const text = (within ? typed.current.text : '') + event.key
    typed.current = { text, at: event.timeStamp }
    const { byId } = useGuests.getState()
    return findByBeginning(ids, (id) => byId[id]?.name ?? '', active, text)
  }

  const handleKey = (event: KeyboardEvent): boolean => {
    if (!isPlain(event) || active === null) return false
    const height = virtualizer.scrollRect?.height ?? 0
    const size = virtualizer.getVirtualItems()[0]?.size ?? 1
    const isLetter = event.key.length === 1 && event.key !== ' '
    const spot = isLetter
      ? typeAhead(event)
      : move(lines, active, event.key, Math.floor(height / size))
    if (spot === undefined) return false
    event.preventDefault()
    focusOn(spot)
    return true
  }

  return {
    active,
    handleKey,
    focusOn,
    handleFocus: (event) => {
      hasFocus.current = true
      lastList = listRef
      const spot = spotOf(event.target)
      if (spot !== null && spot !== active) setChosen(spot)
    },
    handleBlur: () => {
      hasFocus.current = false
    },
  }
}
