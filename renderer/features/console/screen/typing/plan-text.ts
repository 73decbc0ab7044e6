import type { KeyboardLayout } from '../../../../../shared/domain/settings.ts'
import { deadCharacters, layouts, rows } from './layouts.ts'

/** One press of a key, by KeyboardEvent.code, with what is held meanwhile. */
export interface Stroke {
  readonly code: string
  readonly held: 'ShiftLeft' | 'AltRight' | null
}

export interface TextPlan {
  /** For each character that can be typed: a dead key makes two of one. */
  readonly strokes: readonly (readonly Stroke[])[]
  /** Characters that the keyboard does not have, each once. */
  readonly missing: readonly string[]
}

const levels = [
  ['plain', null],
  ['shift', 'ShiftLeft'],
  ['altGr', 'AltRight'],
] as const

const space: Stroke = { code: 'Space', held: null }
const everywhere: Readonly<Record<string, Stroke>> = {
  ' ': space,
  '\n': { code: 'Enter', held: null },
  '\t': { code: 'Tab', held: null },
}

function keysOf(name: KeyboardLayout): ReadonlyMap<string, Stroke> {
  const keys = new Map<string, Stroke>(Object.entries(everywhere))
  for (const [level, held] of levels) {
    layouts[name][level].forEach((characters, row) => {
      // By code unit: a combining mark is a key of its own.
      for (let index = 0; index < characters.length; index++) {
        const [character = ' ', code] = [characters[index], rows[row]?.[index]]
        if (code !== undefined && !keys.has(character)) keys.set(character, { code, held })
      }
    })
  }
  return keys
}

function strokesFor(
  character: string,
  keys: ReadonlyMap<string, Stroke>,
): readonly Stroke[] | null {
  const key = keys.get(character)
  if (key !== undefined) return [key]
  const alone = keys.get(deadCharacters[character] ?? '')
  if (alone !== undefined) return [alone, space]
  // "ô" is the dead circumflex, then "o".
  const [base = '', mark = '', ...more] = character.normalize('NFD')
  const [letter, dead] = [keys.get(base), keys.get(mark)]
  const typable = letter !== undefined && dead !== undefined && more.length === 0
  return typable ? [dead, letter] : null
}

/** How `text` is typed on a keyboard of that layout. Line ends of every kind are Enter. */
export function planText(text: string, layout: KeyboardLayout): TextPlan {
  const keys = keysOf(layout)
  const strokes: (readonly Stroke[])[] = []
  const missing = new Set<string>()
  for (const character of text.replace(/\r\n?/g, '\n').normalize('NFC')) {
    const found = strokesFor(character, keys)
    if (found === null) missing.add(character)
    else strokes.push(found)
  }
  return { strokes, missing: [...missing] }
}
