/** Parts of the window that shortcuts hold in, in the order of the sheet. */
export const shortcutGroups = ['window', 'machine', 'list', 'console'] as const
export type ShortcutGroup = (typeof shortcutGroups)[number]

export interface Shortcut {
  readonly group: ShortcutGroup
  /** Each one does it. `event.key` behind its modifiers, such as "Ctrl+Shift+Tab". */
  readonly keys: readonly string[]
  /** From the first to the last of the keys. */
  readonly range?: true
  /** The part of the window that it belongs to handles it. */
  readonly part?: true
}

/**
 * Every shortcut there is: what the sheet shows, and what app/shortcuts.ts handles.
 */
export const shortcutTable = {
  palette: { group: 'window', keys: ['Ctrl+K'] },
  newMachine: { group: 'window', keys: ['Ctrl+N'] },
  search: { group: 'window', keys: ['Ctrl+F'] },
  machines: { group: 'window', keys: ['Ctrl+0'] },
  number: {
    group: 'window',
    keys: Array.from({ length: 9 }, (_, index) => `Ctrl+${index + 1}`),
    range: true,
  },
  settings: { group: 'window', keys: ['Ctrl+,'] },
  shortcuts: { group: 'window', keys: ['F1', 'Ctrl+/'] },
  // Sonner's.
  notifications: { group: 'window', keys: ['Alt+T'], part: true },
  escape: { group: 'window', keys: ['Escape'], part: true },
  nextTab: { group: 'machine', keys: ['Ctrl+Tab', 'Ctrl+PageDown'] },
  previousTab: { group: 'machine', keys: ['Ctrl+Shift+Tab', 'Ctrl+PageUp'] },
  fullScreen: { group: 'machine', keys: ['F11'], part: true },
  arrows: { group: 'list', keys: ['ArrowUp', 'ArrowDown'], part: true },
  ends: { group: 'list', keys: ['Home', 'End'], part: true },
  open: { group: 'list', keys: ['Enter'], part: true },
  menu: { group: 'list', keys: ['Shift+F10'], part: true },
  hold: { group: 'console', keys: ['Enter'], part: true },
  // Unless the settings have others.
  release: { group: 'console', keys: ['Ctrl+Alt'], part: true },
} as const satisfies Record<string, Shortcut>

export type ShortcutId = keyof typeof shortcutTable
type Table = typeof shortcutTable
/** Those that the window handles for all of its parts. */
export type WindowShortcut = {
  [Id in ShortcutId]: Table[Id] extends { readonly part: true } ? never : Id
}[ShortcutId]

export const shortcutIds = Object.keys(shortcutTable) as ShortcutId[]

/** A digit on any layout, also where it is typed with Shift (French). */
const digitOf = ({ code }: KeyboardEvent): string | undefined => /^Digit(\d)$/.exec(code)?.[1]

function isPressed(keys: string, event: KeyboardEvent): boolean {
  const parts = keys.split('+')
  const key = parts.at(-1) ?? ''
  // Where "/" needs Shift (German), Shift is no part of the shortcut.
  const shift = key === '/' ? event.shiftKey : parts.includes('Shift')
  if (event.altKey || event.metaKey || event.shiftKey !== shift) return false
  if (event.ctrlKey !== parts.includes('Ctrl')) return false
  return event.key.toLowerCase() === key.toLowerCase() || digitOf(event) === key
}

/** The shortcut that is pressed, with which of its keys; undefined where it is none of the window's. */
export function pressedShortcut(
  event: KeyboardEvent,
): { readonly id: WindowShortcut; readonly index: number } | undefined {
  for (const id of shortcutIds) {
    const shortcut: Shortcut = shortcutTable[id]
    if (shortcut.part === true) continue
    const index = shortcut.keys.findIndex((keys) => isPressed(keys, event))
    if (index >= 0) return { id: id as WindowShortcut, index }
  }
  return undefined
}
