import { parseWindowState, type WindowState } from './window-bounds.ts'
import type { StateFile } from '../../platform/state-file.ts'

/** Where guests' own windows were, by the guests' ids. */
export type PlacesById = Readonly<Record<string, WindowState>>

export interface GuestPlaces {
  get(id: string): WindowState | null
  set(id: string, place: WindowState): void
  remove(id: string): void
  settled(): Promise<void>
}

/** What of the content can be used; null where it is no object. */
export function parsePlaces(content: unknown): PlacesById | null {
  if (typeof content !== 'object' || content === null || Array.isArray(content)) return null
  const places = Object.entries(content).flatMap(([id, place]) => {
    const parsed = parseWindowState(place)
    return parsed === null ? [] : [[id, parsed] as const]
  })
  return Object.fromEntries(places)
}

/** The file is read when the first window asks for it. */
export function createGuestPlaces(file: StateFile<PlacesById>): GuestPlaces {
  let read: Map<string, WindowState> | null = null
  const places = (): Map<string, WindowState> => {
    read ??= new Map(Object.entries(file.read() ?? {}))
    return read
  }
  const write = (): void => file.write(Object.fromEntries(places()))
  return {
    get: (id) => places().get(id) ?? null,
    set(id, place) {
      places().set(id, place)
      write()
    },
    remove(id) {
      if (places().delete(id)) write()
    },
    settled: () => file.settled(),
  }
}
