import { create } from 'zustand'
import { persist } from 'zustand/middleware'

/** What was chosen in the palette, newest first, by the ids of commands; kept between two starts. */
export interface RecentState {
  readonly ids: readonly string[]
}

const MOST = 20

export function readRecent(value: unknown): RecentState {
  const ids =
    typeof value === 'object' && value !== null && 'ids' in value && Array.isArray(value.ids)
      ? value.ids.filter((id) => typeof id === 'string')
      : []
  return { ids: ids.slice(0, MOST) }
}

export const useRecent = create<RecentState>()(
  persist<RecentState>(() => ({ ids: [] }), { name: 'recent', merge: readRecent }),
)

export const remember = (id: string): void =>
  void useRecent.setState(({ ids }) => ({
    ids: [id, ...ids.filter((other) => other !== id)].slice(0, MOST),
  }))
