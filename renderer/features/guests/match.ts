import type { GuestsState } from '../../stores/guests-store.ts'

/** Ids of the guests whose names hold every word of `search`, in the list's order. */
export function matchingIds(state: GuestsState, search: string): readonly string[] {
  const words = search.toLocaleLowerCase().split(/\s+/).filter(Boolean)
  if (words.length === 0) return state.order
  return state.order.filter((id) => {
    const name = state.byId[id]?.name.toLocaleLowerCase() ?? ''
    return words.every((word) => name.includes(word))
  })
}
