/** A key as noVNC wants it: X11's keysym (keysymdef.h) and KeyboardEvent.code. */
export interface ChordKey {
  readonly keysym: number
  readonly code: string
}

/** Names of keys that are translated; letters and F1 to F12 are called so everywhere. */
export type NamedKey =
  | 'ctrl'
  | 'alt'
  | 'delete'
  | 'backspace'
  | 'escape'
  | 'tab'
  | 'print'
  | 'super'
  | 'menu'
  | 'space'

const named: Readonly<Record<NamedKey, ChordKey>> = {
  ctrl: { keysym: 0xffe3, code: 'ControlLeft' },
  alt: { keysym: 0xffe9, code: 'AltLeft' },
  delete: { keysym: 0xffff, code: 'Delete' },
  backspace: { keysym: 0xff08, code: 'Backspace' },
  escape: { keysym: 0xff1b, code: 'Escape' },
  tab: { keysym: 0xff09, code: 'Tab' },
  print: { keysym: 0xff61, code: 'PrintScreen' },
  super: { keysym: 0xffeb, code: 'MetaLeft' },
  menu: { keysym: 0xff67, code: 'ContextMenu' },
  space: { keysym: 0x20, code: 'Space' },
}

/** Keys that are pressed one after the other and let go in reverse. */
export type Chord = readonly (NamedKey | `F${number}` | `letter:${string}`)[]

export const isNamedKey = (key: string): key is NamedKey => key in named

export function keyOfChord(key: Chord[number]): ChordKey {
  if (isNamedKey(key)) return named[key]
  if (key.startsWith('letter:')) {
    const letter = key.slice('letter:'.length)
    return { keysym: letter.charCodeAt(0), code: `Key${letter.toUpperCase()}` }
  }
  const number = Number(key.slice(1))
  return { keysym: 0xffbd + number, code: key }
}

/** Each line is drawn as a group. */
export const usualChords: readonly (readonly Chord[])[] = [
  [
    ['ctrl', 'alt', 'delete'],
    ['ctrl', 'alt', 'backspace'],
    ['ctrl', 'escape'],
    ['alt', 'tab'],
    ['alt', 'F4'],
  ],
  [['super'], ['super', 'letter:l'], ['super', 'letter:r'], ['menu'], ['print'], ['F11']],
]

/** Switches to a text console of a Linux. */
export const consoleChords: readonly Chord[] = Array.from({ length: 12 }, (_, index) => [
  'ctrl',
  'alt',
  `F${index + 1}`,
])

/** Linux's "magic SysRq" keys (its Documentation/admin-guide/sysrq.rst), with what each does. */
export const sysRqKeys = ['h', 'r', 'e', 'i', 's', 'u', 'b', 't', 'm', 'w'] as const
export type SysRqKey = (typeof sysRqKeys)[number]

/** A keyboard has SysRq on the key PrintScreen, with Alt. */
export const sysRqChord = (key: SysRqKey): Chord => ['alt', 'print', `letter:${key}`]
