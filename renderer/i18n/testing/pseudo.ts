import type { Translation } from '../translation.ts'

/**
 * A language that is spoken in tests alone: every text of the dictionary in brackets and longer by
 * a third. What the window shows without brackets does not come from the dictionary, and what has
 * no room for it has none for German either.
 */
export function pseudoOf(dictionary: Translation): Translation {
  return bracketed(dictionary) as Translation
}

const OPEN = '⟦'
const CLOSE = '⟧'

function bracketed(tree: unknown): unknown {
  if (typeof tree === 'string')
    return `${OPEN}${tree}${'~'.repeat(Math.ceil(tree.length / 3))}${CLOSE}`
  return Object.fromEntries(
    Object.entries(tree as object).map(([key, value]) => [key, bracketed(value)]),
  )
}

/** What of a text is in no brackets. They may be nested: a text may be filled into another. */
export function outsideBrackets(text: string): string {
  let depth = 0
  let outside = ''
  for (const character of text) {
    if (character === OPEN) depth += 1
    else if (character === CLOSE) depth = Math.max(0, depth - 1)
    else if (depth === 0) outside += character
  }
  return outside
}
