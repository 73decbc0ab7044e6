import { create } from 'zustand'
import type { ErrorData } from '../../shared/domain/errors.ts'
import type { GuestView } from '../../shared/domain/guest.ts'
import type { TopicChange } from '../../shared/ipc/contract.ts'
import { follow } from '../ipc/follow.ts'
import { leaveGuest } from './view-store.ts'

/** A mirror of the topic `guests`. Nothing in the window writes to it. */
export interface GuestsState {
  readonly status: 'loading' | 'ready' | 'failed'
  readonly error: ErrorData | null
  readonly byId: Readonly<Record<string, GuestView>>
  /** Ids by name, as a person sorts: "vm 2" before "vm 10". */
  readonly order: readonly string[]
}

export const noGuests: GuestsState = { status: 'loading', error: null, byId: {}, order: [] }

const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' })

function sorted(byId: GuestsState['byId']): readonly string[] {
  return Object.values(byId)
    .toSorted((a, b) => collator.compare(a.name, b.name) || (a.id < b.id ? -1 : 1))
    .map((guest) => guest.id)
}

export function withSnapshot(guests: readonly GuestView[]): GuestsState {
  const byId = Object.fromEntries(guests.map((guest) => [guest.id, guest]))
  return { status: 'ready', error: null, byId, order: sorted(byId) }
}

export function withChange(state: GuestsState, change: TopicChange<'guests'>): GuestsState {
  if (change.type === 'removed') {
    const { [change.id]: removed, ...byId } = state.byId
    if (removed === undefined) return state
    return { ...state, byId, order: state.order.filter((id) => id !== change.id) }
  }
  const { guest } = change
  const byId = { ...state.byId, [guest.id]: guest }
  const sameOrder = state.byId[guest.id]?.name === guest.name
  return { ...state, byId, order: sameOrder ? state.order : sorted(byId) }
}

export const useGuests = create<GuestsState>()(() => noGuests)

/** The view leaves first: nothing is rendered about a guest that the mirror no longer has. */
function show(next: GuestsState): void {
  const { byId } = useGuests.getState()
  for (const id of Object.keys(byId)) if (next.byId[id] === undefined) leaveGuest(id)
  useGuests.setState(next)
}

let endMirror: (() => void) | null = null

/** Starts the mirror, in place of an earlier one that failed; returns its end. */
export function followGuests(): () => void {
  endMirror?.()
  const end = follow('guests', {
    onSnapshot: (guests) => show(withSnapshot(guests)),
    onChange: (change) => show(withChange(useGuests.getState(), change)),
    onError: (error) => useGuests.setState({ status: 'failed', error }),
  })
  endMirror = end
  return end
}

export const selectStatus = (state: GuestsState): GuestsState['status'] => state.status
export const selectError = (state: GuestsState): ErrorData | null => state.error
export const selectOrder = (state: GuestsState): readonly string[] => state.order
export const selectCount = (state: GuestsState): number => state.order.length
export const selectRunningCount = (state: GuestsState): number =>
  state.order.filter((id) => state.byId[id]?.state === 'running').length

/** The guest of that id, for components that stand for one guest. */
export const useGuest = (id: string): GuestView | undefined => useGuests((state) => state.byId[id])
