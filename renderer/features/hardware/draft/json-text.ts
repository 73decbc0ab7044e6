/** Where a text stops being JSON; lines and columns count from 1. */
export interface JsonPlace {
  readonly line: number
  readonly column: number
}

const SPACE = /[ \t\n\r]*/y
const LITERAL = /true|false|null/y
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y
// oxlint-disable-next-line no-control-regex
const STRING = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y

/** No description of a guest is nested like that, and the stack has an end. */
const DEPTH_MAX = 200

/**
 * Reads over JSON (RFC 8259) to find where it goes wrong: engines tell the place of some errors only,
 * and each in words of its own.
 */
class Reader {
  readonly #text: string
  #at = 0
  #depth = 0

  constructor(text: string) {
    this.#text = text
  }

  /** Index of the first character that cannot be; null where all of it is JSON. */
  read(): number | null {
    this.#skip()
    if (!this.#value()) return this.#at
    return this.#at === this.#text.length ? null : this.#at
  }

  #match(pattern: RegExp): boolean {
    pattern.lastIndex = this.#at
    const [found] = pattern.exec(this.#text) ?? []
    if (found === undefined) return false
    this.#at += found.length
    return true
  }

  #skip(): void {
    this.#match(SPACE)
  }

  #take(character: string): boolean {
    if (this.#text[this.#at] !== character) return false
    this.#at += 1
    this.#skip()
    return true
  }

  #value(): boolean {
    if (this.#text[this.#at] === '{') return this.#nested('{', '}', () => this.#member())
    if (this.#text[this.#at] === '[') return this.#nested('[', ']', () => this.#value())
    const good = this.#match(STRING) || this.#match(NUMBER) || this.#match(LITERAL)
    if (good) this.#skip()
    return good
  }

  #member(): boolean {
    if (!this.#match(STRING)) return false
    this.#skip()
    return this.#take(':') && this.#value()
  }

  #nested(begin: string, end: string, item: () => boolean): boolean {
    if (this.#depth === DEPTH_MAX) return false
    this.#depth += 1
    this.#take(begin)
    const good = this.#take(end) || this.#items(end, item)
    this.#depth -= 1
    return good
  }

  #items(end: string, item: () => boolean): boolean {
    do {
      if (!item()) return false
    } while (this.#take(','))
    return this.#take(end)
  }
}

/** Where `text` is no JSON; null where it is. */
export function placeOfJsonError(text: string): JsonPlace | null {
  const index = new Reader(text).read()
  if (index === null) return null
  const before = text.slice(0, index).split('\n')
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 }
}

/** Index of the first character of a place. */
export function indexOfPlace(text: string, { line, column }: JsonPlace): number {
  const before = text.split('\n').slice(0, line - 1)
  return before.reduce((sum, { length }) => sum + length + 1, 0) + column - 1
}
