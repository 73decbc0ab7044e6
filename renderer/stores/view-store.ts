import { create } from 'zustand'

/** Where the person is in the window: the renderer's own state, and all of it. */
export interface ViewState {
  readonly guestId: string | null
  readonly dialog: ViewDialog | null
  /** The last tab of each guest, kept while the window lives. */
  readonly tabs: Readonly<Record<string, GuestTab>>
  /** The folded sidebar is open over the page (narrow windows alone). */
  readonly drawerOpen: boolean
  readonly search: string
}

export type GuestTab = 'screen' | 'serial' | 'hardware' | 'log'

export type ViewDialog =
  | { readonly kind: 'create' }
  | { readonly kind: 'power-off'; readonly id: string }
  | { readonly kind: 'reset'; readonly id: string }
  | { readonly kind: 'discard-saved'; readonly id: string }
  | { readonly kind: 'rename'; readonly id: string }
  | { readonly kind: 'delete'; readonly id: string }

export const initialView: ViewState = {
  guestId: null,
  dialog: null,
  tabs: {},
  drawerOpen: false,
  search: '',
}

export const useView = create<ViewState>()(() => initialView)

export const selectGuestId = (state: ViewState): string | null => state.guestId
export const selectDialog = (state: ViewState): ViewDialog | null => state.dialog
export const selectDrawerOpen = (state: ViewState): boolean => state.drawerOpen
export const selectSearch = (state: ViewState): string => state.search

export const showGuest = (id: string | null): void =>
  useView.setState({ guestId: id, drawerOpen: false })
export const openDialog = (dialog: ViewDialog): void =>
  useView.setState({ dialog, drawerOpen: false })
export const closeDialog = (): void => useView.setState({ dialog: null })

/** Closes that very dialog; tells whether it was still open. A later one is left alone. */
export function closeDialogIfOpen(dialog: ViewDialog | null): boolean {
  const open = dialog !== null && useView.getState().dialog === dialog
  if (open) closeDialog()
  return open
}

export const setDrawerOpen = (drawerOpen: boolean): void => useView.setState({ drawerOpen })
export const setSearch = (search: string): void => useView.setState({ search })
export const showTab = (id: string, tab: GuestTab): void =>
  useView.setState((state) => ({ tabs: { ...state.tabs, [id]: tab } }))

/** Leaves everything that was about a guest that is no more. */
export function leaveGuest(id: string): void {
  useView.setState(({ guestId, dialog, tabs }) => {
    const { [id]: _gone, ...others } = tabs
    const isAbout = dialog !== null && 'id' in dialog && dialog.id === id
    return {
      tabs: others,
      guestId: guestId === id ? null : guestId,
      dialog: isAbout ? null : dialog,
    }
  })
}
