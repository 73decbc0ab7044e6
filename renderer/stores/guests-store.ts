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
  readonly running: number
}

export const noGuests: GuestsState = {
  ...{ status: 'loading', error: null, byId: {}, order: [] },
  running: 0,
}

const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' })

type Named = Pick<GuestView, 'id' | 'name'>
const byName = (a: Named, b: Named): number =>
  collator.compare(a.name, b.name) || (a.id < b.id ? -1 : 1)

const one = (guest: GuestView | undefined): number => (guest?.state === 'running' ? 1 : 0)

export function withSnapshot(guests: readonly GuestView[]): GuestsState {
  return {
    status: 'ready',
    error: null,
    byId: Object.fromEntries(guests.map((guest) => [guest.id, guest])),
    order: guests.toSorted(byName).map(({ id }) => id),
    running: guests.reduce((count, guest) => count + one(guest), 0),
  }
}

/** Where a guest belongs in an order that it is not in, by halving. */
function placeOf(guest: Named, order: readonly string[], byId: GuestsState['byId']): number {
  let from = 0
  let to = order.length
  while (from < to) {
    const middle = (from + to) >> 1
    const other = byId[order[middle] ?? '']
    if (other !== undefined && byName(other, guest) < 0) from = middle + 1
    else to = middle
  }
  return from
}

/** A change touches what it is about: the order is the same one unless a name or a guest is new. */
export function withChange(state: GuestsState, change: TopicChange<'guests'>): GuestsState {
  if (change.type === 'removed') {
    const { [change.id]: removed, ...byId } = state.byId
    if (removed === undefined) return state
    const order = state.order.filter((id) => id !== change.id)
    return { ...state, byId, order, running: state.running - one(removed) }
  }
  const { guest } = change
  const before = state.byId[guest.id]
  const byId = { ...state.byId, [guest.id]: guest }
  const running = state.running - one(before) + one(guest)
  if (before?.name === guest.name) return { ...state, byId, running }
  const others = before === undefined ? state.order : state.order.filter((id) => id !== guest.id)
  const order = others.toSpliced(placeOf(guest, others, byId), 0, guest.id)
  return { ...state, byId, order, running }
}

export const useGuests = create<GuestsState>()(() => noGuests)

let endMirror: (() => void) | null = null

/** Starts the mirror, in place of an earlier one that failed; returns its end. */
export function followGuests(): () => void {
  endMirror?.()
  const end = follow('guests', {
    onSnapshot: (guests) => {
      const next = withSnapshot(guests)
      for (const id of useGuests.getState().order) if (next.byId[id] === undefined) leaveGuest(id)
      useGuests.setState(next)
    },
    onChange: (change) => {
      // The view leaves first: nothing is rendered about a guest that the mirror no longer has.
      if (change.type === 'removed') leaveGuest(change.id)
      useGuests.setState(withChange(useGuests.getState(), change))
    },
    onError: (error) => useGuests.setState({ status: 'failed', error }),
  })
  endMirror = end
  return end
}

export const selectStatus = (state: GuestsState): GuestsState['status'] => state.status
export const selectError = (state: GuestsState): ErrorData | null => state.error
export const selectOrder = (state: GuestsState): readonly string[] => state.order
export const selectCount = (state: GuestsState): number => state.order.length
export const selectRunningCount = (state: GuestsState): number => state.running

/** The guest of that id, for components that stand for one guest. */
export const useGuest = (id: string): GuestView | undefined => useGuests((state) => state.byId[id])
