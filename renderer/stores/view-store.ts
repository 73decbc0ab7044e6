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
export const setDrawerOpen = (drawerOpen: boolean): void => useView.setState({ drawerOpen })
export const setSearch = (search: string): void => useView.setState({ search })
export const showTab = (id: string, tab: GuestTab): void =>
  useView.setState((state) => ({ tabs: { ...state.tabs, [id]: tab } }))
