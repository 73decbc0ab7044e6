/** What a Quickemu file sets: words, and lists of words. */
export type ConfValues = ReadonlyMap<string, string | readonly string[]>

/** A line that only a shell could make sense of. */
export class NotPlain extends Error {
  readonly line: number
  constructor(line: number) {
    super(`line ${line} is no plain assignment`)
    this.line = line
  }
}

const NAME = /[A-Za-z_][A-Za-z0-9_]*/y
const REFERENCE = /\$(?:\{([A-Za-z_][A-Za-z0-9_]*)\}|([A-Za-z_][A-Za-z0-9_]*))/y
const BLANKS = /(?:[ \t\r]|\\\r?\n)*/y
const COMMENT = /#[^\n]*/y
/** What ends a word: bash takes every other blank, such as U+00A0, for a part of it. */
const AFTER_WORD = /[ \t\r\n;]/
/** Characters of a word: references to references could make it as long as memory is large. */
const WORD_MAX = 64 * 1024
/** Outside of quotes these are a shell's own. */
const SPECIAL = new Set(['&', '|', '<', '>', '(', ')', '`', '$', '*', '?', '[', '!', '{', '}'])
/** What a backslash takes away from its meaning between double quotes (bash(1), QUOTING). */
const ESCAPABLE = new Set(['"', '\\', '$', '`'])

/**
 * Reads a Quickemu file, which is a piece of shell that Quickemu executes, without executing it:
 * assignments of plain words and lists, with comments, quotes and references to what was set before.
 * `known` is what may be referred to from the beginning. Pure. Throws NotPlain at anything else.
 */
export function parseConf(text: string, known: Readonly<Record<string, string>>): ConfValues {
  return new Reader(text, known).read()
}

class Reader {
  readonly #text: string
  readonly #known: Readonly<Record<string, string>>
  readonly #values = new Map<string, string | readonly string[]>()
  #at = 0

  constructor(text: string, known: Readonly<Record<string, string>>) {
    this.#text = text
    this.#known = known
  }

  read(): ConfValues {
    for (;;) {
      this.#skip(BLANKS)
      this.#skip(COMMENT)
      if (this.#at >= this.#text.length) return this.#values
      if (this.#peek() === '\n') this.#at += 1
      else this.#assignment()
    }
  }

  #peek(): string {
    return this.#text.charAt(this.#at)
  }

  /** What is there, and past it; empty where it is not there. */
  #skip(pattern: RegExp): string {
    pattern.lastIndex = this.#at
    const found = pattern.exec(this.#text)?.[0] ?? ''
    this.#at += found.length
    return found
  }

  #refuse(): never {
    throw new NotPlain(this.#text.slice(0, this.#at).split('\n').length)
  }

  #assignment(): void {
    const name = this.#skip(NAME)
    if (name === '' || this.#peek() !== '=') this.#refuse()
    this.#at += 1
    this.#values.set(name, this.#peek() === '(' ? this.#list() : this.#word())
    this.#skip(BLANKS)
    // What follows on the line would be a command.
    if (this.#peek() === ';') this.#at += 1
    else if (!['', '\n', '#'].includes(this.#peek())) this.#refuse()
  }

  #list(): string[] {
    const words: string[] = []
    this.#at += 1
    for (;;) {
      this.#skip(BLANKS)
      if (this.#peek() === ')') {
        this.#at += 1
        // With more behind it, it is no list to bash.
        if (this.#peek() !== '' && !AFTER_WORD.test(this.#peek())) this.#refuse()
        return words
      }
      if (this.#peek() === '\n') this.#at += 1
      else if (this.#peek() === '#') this.#skip(COMMENT)
      else if (this.#peek() === '' || this.#peek() === ';') this.#refuse()
      else words.push(this.#word())
    }
  }

  /** A word of pieces, each quoted or not; empty where nothing is there. */
  #word(): string {
    let word = this.#tilde()
    for (;;) {
      if (word.length > WORD_MAX) this.#refuse()
      const character = this.#peek()
      if (character === "'") word += this.#singleQuoted()
      else if (character === '"') word += this.#doubleQuoted()
      else if (character === '$') word += this.#reference()
      else if (character === '\\') word += this.#escaped()
      else if (character === '' || AFTER_WORD.test(character)) return word
      else if (character === ')') return word
      else if (SPECIAL.has(character) || this.#isHome()) this.#refuse()
      else {
        word += character
        this.#at += 1
      }
    }
  }

  /** The home, where a word begins with it. */
  #tilde(): string {
    if (!/^~(?:[/ \t\r\n;)]|$)/.test(this.#text.slice(this.#at, this.#at + 2))) return ''
    this.#at += 1
    return this.#known['HOME'] ?? this.#refuse()
  }

  /** A tilde that bash takes for a home: another user's, or one in a list of paths. */
  #isHome(): boolean {
    return this.#peek() === '~' && /[ \t\r\n=:(]/.test(this.#text.charAt(this.#at - 1))
  }

  #singleQuoted(): string {
    const end = this.#text.indexOf("'", this.#at + 1)
    if (end === -1) this.#refuse()
    const piece = this.#text.slice(this.#at + 1, end)
    this.#at = end + 1
    return piece
  }

  #doubleQuoted(): string {
    let piece = ''
    this.#at += 1
    for (;;) {
      const character = this.#peek()
      if (character === '' || character === '`' || piece.length > WORD_MAX) this.#refuse()
      else if (character === '$') piece += this.#reference()
      else if (character === '"') {
        this.#at += 1
        return piece
      } else if (character === '\\') {
        const escaped = this.#text.charAt(this.#at + 1)
        if (ESCAPABLE.has(escaped)) piece += escaped
        // A line that goes on is nothing.
        else if (escaped !== '\n') piece += `\\${escaped}`
        this.#at += 2
      } else {
        piece += character
        this.#at += 1
      }
    }
  }

  #escaped(): string {
    const escaped = this.#text.charAt(this.#at + 1)
    if (escaped === '') this.#refuse()
    this.#at += 2
    return escaped === '\n' ? '' : escaped
  }

  #reference(): string {
    REFERENCE.lastIndex = this.#at
    const found = REFERENCE.exec(this.#text)
    if (found === null) this.#refuse()
    const name = found[1] ?? found[2] ?? ''
    const value =
      this.#values.get(name) ?? (Object.hasOwn(this.#known, name) ? this.#known[name] : undefined)
    if (typeof value !== 'string') this.#refuse()
    this.#at += found[0].length
    return value
  }
}
