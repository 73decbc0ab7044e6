/** What can be found by its words. */
export interface Findable {
  readonly id: string
  readonly title: string
}

/** What was used of late comes before what fits as well. */
const RECENT_BONUS = 0.2

/** What fits so much worse than the best is noise: its letters are there by chance. */
const NOISE = 0.4

const isWordStart = (text: string, at: number): boolean =>
  at === 0 || !/[\p{L}\p{N}]/u.test(text[at - 1] ?? '')

/**
 * How well a word fits a text, both in lower case: 1 where the text begins with it, less where one
 * of its words does, less within a word, and little where its letters are only there in their order;
 * 0 where they are not. There are thousands of texts for each key that is typed, which is why this
 * is no cleverer.
 */
export function fitOf(text: string, word: string): number {
  const at = text.indexOf(word)
  if (at === 0) return 1
  if (at > 0) {
    for (let start = at; start >= 0; start = text.indexOf(word, start + 1)) {
      if (isWordStart(text, start)) return 0.9
    }
    return 0.6
  }
  let end = -1
  let starts = 0
  const first = text.indexOf(word[0] ?? '')
  for (const letter of word) {
    end = text.indexOf(letter, end + 1)
    if (end < 0) return 0
    if (isWordStart(text, end)) starts += 1
  }
  // Close together, and at the beginnings of words: "po" of "Power off".
  return 0.3 * (word.length / (end - first + 1)) + 0.2 * (starts / word.length)
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
    let fit = 1
    for (const word of words) fit = Math.min(fit, fitOf(title, word))
    if (fit === 0) continue
    const place = recent.indexOf(command.id)
    const bonus = place < 0 ? 0 : RECENT_BONUS * (1 - place / recent.length)
    // Of two that fit alike, the one with less besides.
    scored.push({ command, score: fit + bonus - Math.min(0.05, title.length / 2_000) })
  }
  scored.sort((a, b) => b.score - a.score)
  const best = scored[0]?.score ?? 0
  return scored
    .slice(0, most)
    .filter(({ score }) => score >= best * NOISE)
    .map(({ command }) => command)
}
