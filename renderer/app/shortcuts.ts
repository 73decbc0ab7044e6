import { SEARCH_ID } from '../features/guests/sidebar.tsx'
import { useGuests } from '../stores/guests-store.ts'
import { openDialog, setDrawerOpen, showGuest, useView } from '../stores/view-store.ts'

/** Puts the cursor into the search field; opens the folded sidebar for it where it is folded. */
function focusSearch(): void {
  const field = document.getElementById(SEARCH_ID)
  if (field === null) setDrawerOpen(true)
  else field.focus()
}

/** Ctrl+N, Ctrl+K, Ctrl+1 … Ctrl+9. None of them while a dialog is open. */
export function handleShortcut(event: KeyboardEvent): void {
  const plain = event.ctrlKey && !event.altKey && !event.shiftKey && !event.metaKey
  if (!plain || event.defaultPrevented || useView.getState().dialog !== null) return
  if (event.key === 'n') {
    event.preventDefault()
    openDialog({ kind: 'create' })
  } else if (event.key === 'k') {
    event.preventDefault()
    focusSearch()
  } else if (/^[1-9]$/.test(event.key)) {
    const id = useGuests.getState().order[Number(event.key) - 1]
    if (id === undefined) return
    event.preventDefault()
    showGuest(id)
  }
}
