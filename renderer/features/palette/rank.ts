import { defaultFilter } from 'cmdk'

/** What can be found by its words. */
export interface Findable {
  readonly id: string
  readonly title: string
}

/** What was used of late comes before what fits as well. */
const RECENT_BONUS = 0.2

/** What fits so much worse than the best is noise: its letters are there by chance. */
const NOISE = 0.05

/** Whether all letters of a word are there, in order: far cheaper than the score. */
function hasLetters(text: string, word: string): boolean {
  let at = -1
  for (const letter of word) {
    at = text.indexOf(letter, at + 1)
    if (at < 0) return false
  }
  return true
}

/**
 * What fits the search best, best first: every word of it must be found, letters may be left out,
 * and the order of the words does not matter, since languages differ in it.
 */
export function rank<T extends Findable>(
  commands: readonly T[],
  search: string,
  recent: readonly string[],
  most: number,
): readonly T[] {
  const words = search.toLocaleLowerCase().split(/\s+/).filter(Boolean)
  const scored: { readonly command: T; readonly score: number }[] = []
  for (const command of commands) {
    const title = command.title.toLocaleLowerCase()
    if (!words.every((word) => hasLetters(title, word))) continue
    const fit = Math.min(...words.map((word) => defaultFilter?.(command.title, word) ?? 0))
    if (fit <= 0) continue
    const place = recent.indexOf(command.id)
    const bonus = place < 0 ? 0 : RECENT_BONUS * (1 - place / recent.length)
    scored.push({ command, score: fit + bonus })
  }
  scored.sort((a, b) => b.score - a.score)
  const best = scored[0]?.score ?? 0
  return scored
    .slice(0, most)
    .filter(({ score }) => score >= best * NOISE)
    .map(({ command }) => command)
}
