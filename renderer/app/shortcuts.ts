import { pressedShortcut, type WindowShortcut } from '../actions/shortcut-table.ts'
import { SEARCH_ID } from '../features/guests/sidebar.tsx'
import { useGuests } from '../stores/guests-store.ts'
import { closeDialog, openDialog, setDrawerOpen, showGuest, useView } from '../stores/view-store.ts'

/** Puts the cursor into the search field; opens the folded sidebar for it where it is folded. */
function focusSearch(): boolean {
  const field = document.getElementById(SEARCH_ID)
  if (field === null) setDrawerOpen(true)
  else field.focus()
  return true
}

function openNumber(index: number): boolean {
  const id = useGuests.getState().order[index]
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
    if (handlers[pressed.id](pressed.index)) event.preventDefault()
  } else if (dialog.kind === pressed.id) {
    event.preventDefault()
    closeDialog()
  }
}
