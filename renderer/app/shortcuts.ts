import { pressedShortcut, type WindowShortcut } from '../actions/shortcut-table.ts'
import { shownIds } from '../features/guests/arrange/arrangement.ts'
import { arrangementNow } from '../features/guests/arrange/use-arrangement.ts'
import { SEARCH_ID } from '../features/guests/sidebar.tsx'
import { isModalOpen } from '../ui/modal.ts'
import {
  closeDialog,
  goTo,
  openDialog,
  setDrawerOpen,
  showGuest,
  useView,
} from '../stores/view-store.ts'

/** Puts the cursor into the search field; opens the folded sidebar for it where it is folded. */
function focusSearch(): boolean {
  const field = document.getElementById(SEARCH_ID)
  if (!(field instanceof HTMLInputElement)) setDrawerOpen(true)
  else {
    field.focus()
    field.select()
  }
  return true
}

/** Counted as the list shows them: pinned ones first, folded ones not at all. */
function openNumber(index: number): boolean {
  const id = shownIds(arrangementNow())[index]
  if (id !== undefined) showGuest(id)
  return id !== undefined
}

/** Chooses the tab that is `by` further on the page, around its ends. */
function moveTab(by: 1 | -1): boolean {
  const tabs = [...document.querySelectorAll<HTMLElement>('main [role="tab"]')]
  const index = tabs.findIndex((tab) => tab.getAttribute('aria-selected') === 'true')
  const next = tabs[(index + by + tabs.length) % tabs.length]
  if (index < 0 || next === undefined) return false
  // The focus chooses it, as it does with the arrow keys.
  next.focus()
  return true
}

const open = (kind: 'create' | 'palette' | 'shortcuts'): boolean => {
  openDialog({ kind })
  return true
}

/** What each does; false where there is nothing to do, and the key is left to others. */
const handlers: Record<WindowShortcut, (index: number) => boolean> = {
  palette: () => open('palette'),
  newMachine: () => open('create'),
  shortcuts: () => open('shortcuts'),
  settings: () => {
    goTo({ kind: 'settings' })
    return true
  },
  search: focusSearch,
  machines: () => {
    showGuest(null)
    return true
  },
  number: openNumber,
  nextTab: () => moveTab(1),
  previousTab: () => moveTab(-1),
}

/** The shortcuts of the window. None of them while a dialog is open, but its own closes it. */
export function handleShortcut(event: KeyboardEvent): void {
  if (event.defaultPrevented) return
  const pressed = pressedShortcut(event)
  if (pressed === undefined) return
  const { dialog } = useView.getState()
  if (dialog === null) {
    // A page may have a dialog of its own open.
    if (!isModalOpen() && handlers[pressed.id](pressed.index)) event.preventDefault()
  } else if (dialog.kind === pressed.id) {
    event.preventDefault()
    closeDialog()
  }
}
