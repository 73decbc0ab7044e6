import { useState } from 'react'
import { isReachable } from './modal.ts'

/** Something that had the focus. */
interface Focused {
  readonly element: HTMLElement
  /** It was in something that opens over the page and closes again. */
  readonly passing: boolean
}

/** What had the focus, newest last. */
let trail: readonly Focused[] = []
const MOST = 16

/** A menu is gone when what it opens closes; its button, which a click does not focus, is there. */
function lastingOf(element: Element): Element | null {
  const menu = element.closest('[role="menu"]')
  return menu === null
    ? element
    : document.getElementById(menu.getAttribute('aria-labelledby') ?? '')
}

function note(event: FocusEvent): void {
  const target = event.target instanceof Element ? lastingOf(event.target) : null
  if (!(target instanceof HTMLElement) || target.closest('[role="menu"]') !== null) return
  const passing = target.closest('[role="dialog"], [role="alertdialog"]') !== null
  const others = trail.filter(({ element }) => element !== target && element.isConnected)
  trail = [...others, { element: target, passing }].slice(-MOST)
}

/** Keeps in mind what has the focus, for as long as the page lives. */
export const followFocus = (): void => document.addEventListener('focusin', note)

/**
 * Gives the focus back to what had it when this was first rendered. Radix gives it to a dialog's
 * trigger, and ours have none: they are opened by menus, by keys and by the palette. Where a dialog
 * was opened from another, which is closed by now, that is what had it before the first. An element
 * of the page that is no more gets no stand-in: the list knows a better one.
 */
export function useFocusReturn(): (event: Event) => void {
  const [before] = useState(() => trail)
  return (event) => {
    event.preventDefault()
    const origin = before.findLast(({ element, passing }) => element.isConnected || !passing)
    if (origin !== undefined && isReachable(origin.element)) {
      origin.element.focus({ preventScroll: true })
    }
  }
}
