import { create } from 'zustand'
import type { FoundSource } from '../../shared/domain/provision.ts'

/** Where the person is in the window: the renderer's own state that ends with the window. */
export interface ViewState {
  readonly place: Place
  readonly dialog: ViewDialog | null
  /** Dialogs that nobody in the window asked for: each opens when none is open. */
  readonly waiting: readonly ViewDialog[]
  /** The last tab of each guest. */
  readonly tabs: Readonly<Record<string, GuestTab>>
  /** Guests that are marked in the list, for what is done to many at once. */
  readonly marked: readonly string[]
  /** The folded sidebar is open over the page (narrow windows alone). */
  readonly drawerOpen: boolean
  readonly search: string
  /** The first-run pages were left, although that could not be kept. */
  readonly firstRunLeft: boolean
}

/** What fills the window beside the sidebar. */
export type Place =
  | { readonly kind: 'machines' }
  | { readonly kind: 'guest'; readonly id: string }
  | { readonly kind: 'storage' }
  | { readonly kind: 'activity' }
  | { readonly kind: 'host-check' }
  | { readonly kind: 'settings' }

export type GuestTab = 'screen' | 'serial' | 'hardware' | 'snapshots' | 'sharing' | 'log'

export type ViewDialog =
  | { readonly kind: 'create'; readonly source?: FoundSource }
  | { readonly kind: 'palette' }
  | { readonly kind: 'shortcuts' }
  /** What is new in this version; `updated`: because that is another one than before. */
  | { readonly kind: 'news'; readonly updated: boolean }
  | { readonly kind: 'resume-saved'; readonly ids: readonly string[] }
  | { readonly kind: GuestDialog; readonly id: string }
  | { readonly kind: ManyDialog; readonly ids: readonly string[] }

/** Dialogs about one guest. */
export type GuestDialog =
  | 'power-off'
  | 'reset'
  | 'discard-saved'
  | 'rename'
  | 'delete'
  | 'clone'
  | 'describe'

/** Dialogs about those that are marked. */
export type ManyDialog = 'power-off-many' | 'delete-many' | 'describe-many'

export const initialView: ViewState = {
  place: { kind: 'machines' },
  dialog: null,
  waiting: [],
  tabs: {},
  marked: [],
  drawerOpen: false,
  search: '',
  firstRunLeft: false,
}

export const useView = create<ViewState>()(() => initialView)

export const selectPlace = (state: ViewState): Place => state.place
export const selectGuestId = ({ place }: ViewState): string | null =>
  place.kind === 'guest' ? place.id : null
export const selectDialog = (state: ViewState): ViewDialog | null => state.dialog
export const selectDrawerOpen = (state: ViewState): boolean => state.drawerOpen
export const selectSearch = (state: ViewState): string => state.search
export const selectMarked = (state: ViewState): readonly string[] => state.marked

const none: readonly string[] = []
/** The marks, where they are seen: nothing is done to many guests because of marks of earlier. */
export const selectShownMarks = ({ place, marked }: ViewState): readonly string[] =>
  place.kind === 'machines' ? marked : none

export const goTo = (place: Place): void => useView.setState({ place, drawerOpen: false })
export const showGuest = (id: string | null): void =>
  goTo(id === null ? { kind: 'machines' } : { kind: 'guest', id })
/** Opens it in place of another. One that was offered waits until it is closed. */
export const openDialog = (dialog: ViewDialog): void =>
  useView.setState((state) => ({
    ...{ dialog, drawerOpen: false },
    ...(isOffer(state.dialog) ? { waiting: [state.dialog, ...state.waiting] } : {}),
  }))
export const closeDialog = (): void => useView.setState({ dialog: null })

/** Dialogs that ask or tell by themselves, and must not be lost unseen. */
const isOffer = (dialog: ViewDialog | null): dialog is ViewDialog =>
  dialog?.kind === 'resume-saved' || (dialog?.kind === 'news' && dialog.updated)

const isSame = (one: ViewDialog, other: ViewDialog): boolean =>
  one.kind === 'create' && other.kind === 'create'
    ? one.source?.path === other.source?.path
    : one.kind === other.kind

/** The newer question is about all machines of the older. What is being filled in stays. */
const newerOf = (older: ViewDialog, newer: ViewDialog): ViewDialog =>
  newer.kind === 'resume-saved' ? newer : older

/** Opens what nobody in the window asked for once no other dialog is open: nothing typed is lost. */
export function offerDialog(offered: ViewDialog): void {
  useView.setState(({ dialog, waiting }) => {
    if (dialog === null && waiting.length === 0) return { dialog: offered, drawerOpen: false }
    if (dialog !== null && isSame(dialog, offered)) return { dialog: newerOf(dialog, offered) }
    if (!waiting.some((other) => isSame(other, offered))) return { waiting: [...waiting, offered] }
    return {
      waiting: waiting.map((other) => (isSame(other, offered) ? newerOf(other, offered) : other)),
    }
  })
}

function openWaiting(): void {
  const { dialog, waiting } = useView.getState()
  const [next, ...rest] = waiting
  if (dialog !== null || next === undefined) return
  useView.setState({ dialog: next, waiting: rest, drawerOpen: false })
}

// Whoever closes a dialog may close it twice, or open another in its place: they are waited for.
useView.subscribe(({ dialog, waiting }) => {
  if (dialog === null && waiting.length > 0) queueMicrotask(openWaiting)
})

/** Closes that very dialog; tells whether it was still open. A later one is left alone. */
export function closeDialogIfOpen(dialog: ViewDialog | null): boolean {
  const open = dialog !== null && useView.getState().dialog === dialog
  if (open) closeDialog()
  return open
}

export const setDrawerOpen = (drawerOpen: boolean): void => useView.setState({ drawerOpen })
export const setSearch = (search: string): void => useView.setState({ search })
export const setMarked = (marked: readonly string[]): void => useView.setState({ marked })
export const showTab = (id: string, tab: GuestTab): void =>
  useView.setState((state) => ({ tabs: { ...state.tabs, [id]: tab } }))

function isAbout(dialog: ViewDialog | null, id: string): boolean {
  return dialog !== null && 'id' in dialog && dialog.id === id
}

/** Leaves everything that was about a guest that is no more. */
export function leaveGuest(id: string): void {
  useView.setState(({ place, dialog, tabs, marked }) => {
    const { [id]: _gone, ...others } = tabs
    return {
      tabs: others,
      marked: marked.includes(id) ? marked.filter((other) => other !== id) : marked,
      place: place.kind === 'guest' && place.id === id ? { kind: 'machines' } : place,
      dialog: isAbout(dialog, id) ? null : dialog,
    }
  })
}
