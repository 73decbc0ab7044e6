import { create } from 'zustand'
import { persist } from 'zustand/middleware'
import {
  type KeyboardLayout,
  keyboardLayouts,
  type ScreenMode,
  screenModes,
} from '../../shared/domain/settings.ts'

export const listLayouts = ['cards', 'rows'] as const
export const listSorts = ['name', 'state', 'changed', 'created'] as const
export type ListLayout = (typeof listLayouts)[number]
export type ListSort = (typeof listSorts)[number]

/** How a person has arranged the window; it is kept when the window closes. Settings are main's. */
export interface KeptState {
  readonly layout: ListLayout
  readonly sort: ListSort
  /** Groups of the list that are folded. */
  readonly foldedGroups: readonly string[]
  /** By the guest's id; the settings' where there is none. */
  readonly screenModes: Readonly<Record<string, ScreenMode>>
  /** By the guest's id; the settings' where there is none. */
  readonly keyboardLayouts: Readonly<Record<string, KeyboardLayout>>
}

export const initialKept: KeptState = {
  layout: 'cards',
  sort: 'name',
  foldedGroups: [],
  screenModes: {},
  keyboardLayouts: {},
}

const oneOf = <T extends string>(values: readonly T[], value: unknown, other: T): T =>
  values.find((candidate) => candidate === value) ?? other

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null

const readById = <T extends string>(value: unknown, values: readonly T[]): Record<string, T> =>
  Object.fromEntries(
    Object.entries(isObject(value) ? value : {}).flatMap(([id, one]) => {
      const known = values.find((candidate) => candidate === one)
      return known === undefined ? [] : [[id, known]]
    }),
  )

/** What was kept, as far as it can be used: it may be of another version. */
export function readKept(value: unknown): KeptState {
  const kept = isObject(value) ? value : {}
  const { foldedGroups } = kept
  return {
    layout: oneOf(listLayouts, kept['layout'], initialKept.layout),
    sort: oneOf(listSorts, kept['sort'], initialKept.sort),
    foldedGroups: Array.isArray(foldedGroups)
      ? foldedGroups.filter((group) => typeof group === 'string')
      : [],
    screenModes: readById(kept['screenModes'], screenModes),
    keyboardLayouts: readById(kept['keyboardLayouts'], keyboardLayouts),
  }
}

export const useKept = create<KeptState>()(
  persist<KeptState>(() => initialKept, { name: 'kept', merge: readKept }),
)

// Another window has arranged something: what this one writes next must not undo it.
window.addEventListener('storage', ({ key }) => {
  if (key === useKept.persist.getOptions().name) void useKept.persist.rehydrate()
})

export const keep = (part: Partial<KeptState>): void => void useKept.setState(part)
