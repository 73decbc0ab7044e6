import { create } from 'zustand'
import { persist } from 'zustand/middleware'

export const listLayouts = ['cards', 'rows'] as const
export const listSorts = ['name', 'state', 'changed', 'created'] as const
export const screenModes = ['fit', 'actual', 'resize'] as const
export const terminalThemes = ['dark', 'light', 'window'] as const
/** CSS px */
export const TERMINAL_FONT_SIZE = { min: 8, normal: 14, max: 32 } as const
/** Keyboards that a guest may be set to, for text that is typed into it. */
export const keyboardLayouts = ['us', 'gb', 'de', 'fr', 'es'] as const
export type KeyboardLayout = (typeof keyboardLayouts)[number]
export type ListLayout = (typeof listLayouts)[number]
export type TerminalTheme = (typeof terminalThemes)[number]
export type ListSort = (typeof listSorts)[number]
/** fit: scaled to the window. actual: a pixel is a pixel. resize: the guest is asked to fit. */
export type ScreenMode = (typeof screenModes)[number]

/** How a person has arranged the window; it is kept when the window closes. */
export interface KeptState {
  readonly layout: ListLayout
  readonly sort: ListSort
  /** Groups of the list that are folded. */
  readonly foldedGroups: readonly string[]
  /** By the guest's id; `fit` where there is none. */
  readonly screenModes: Readonly<Record<string, ScreenMode>>
  /** By the guest's id; `us` where there is none. */
  readonly keyboardLayouts: Readonly<Record<string, KeyboardLayout>>
  /** Of terminals, in CSS px. */
  readonly terminalFontSize: number
  readonly terminalTheme: TerminalTheme
  /** Whether terminals are read out. */
  readonly terminalScreenReader: boolean
}

export const initialKept: KeptState = {
  layout: 'cards',
  sort: 'name',
  foldedGroups: [],
  screenModes: {},
  keyboardLayouts: {},
  terminalFontSize: TERMINAL_FONT_SIZE.normal,
  terminalTheme: 'dark',
  terminalScreenReader: false,
}

const oneOf = <T extends string>(values: readonly T[], value: unknown, other: T): T =>
  values.find((candidate) => candidate === value) ?? other

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null

const readById = <T extends string>(
  value: unknown,
  values: readonly T[],
  other: T,
): Record<string, T> =>
  Object.fromEntries(
    Object.entries(isObject(value) ? value : {}).map(([id, one]) => [
      id,
      oneOf(values, one, other),
    ]),
  )

/** What was kept, as far as it can be used: it may be of another version. */
export function readKept(value: unknown): KeptState {
  const kept = isObject(value) ? value : {}
  const { foldedGroups, screenModes: modes, terminalFontSize: size } = kept
  const { min, max } = TERMINAL_FONT_SIZE
  const isSize = typeof size === 'number' && size >= min && size <= max
  return {
    layout: oneOf(listLayouts, kept['layout'], initialKept.layout),
    sort: oneOf(listSorts, kept['sort'], initialKept.sort),
    foldedGroups: Array.isArray(foldedGroups)
      ? foldedGroups.filter((group) => typeof group === 'string')
      : [],
    screenModes: readById(modes, screenModes, 'fit'),
    keyboardLayouts: readById(kept['keyboardLayouts'], keyboardLayouts, 'us'),
    terminalFontSize: isSize ? size : initialKept.terminalFontSize,
    terminalTheme: oneOf(terminalThemes, kept['terminalTheme'], initialKept.terminalTheme),
    terminalScreenReader: kept['terminalScreenReader'] === true,
  }
}

export const useKept = create<KeptState>()(
  persist<KeptState>(() => initialKept, { name: 'kept', merge: readKept }),
)

export const keep = (part: Partial<KeptState>): void => void useKept.setState(part)
