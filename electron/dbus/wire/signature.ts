/** A complete type of D-Bus: a letter, or a container of others. */
export type BusType =
  | { readonly code: BasicCode | 'v' }
  | { readonly code: 'a'; readonly element: BusType }
  | { readonly code: '(' | '{'; readonly members: readonly BusType[] }

type BasicCode = 'y' | 'b' | 'n' | 'q' | 'i' | 'u' | 'x' | 't' | 'd' | 's' | 'o' | 'g' | 'h'

const BASIC: ReadonlySet<string> = new Set('ybnqiuxtdsogh')
/** D-Bus specification, "Valid Signatures": of arrays and of structures each. */
const DEPTH_MAX = 32
const LENGTH_MAX = 255
/** Callers name signatures in variants: what is kept of them is bounded. */
const KEPT_MAX = 256

const known = new Map<string, readonly BusType[]>()

/** The complete types of a signature; null where it is none. Pure. */
export function parseSignature(signature: string): readonly BusType[] | null {
  const before = known.get(signature)
  if (before !== undefined) return before
  const types = signature.length > LENGTH_MAX ? null : new Parser(signature).all()
  if (types !== null && known.size < KEPT_MAX) known.set(signature, types)
  return types
}

/** The one complete type of a signature; null where it is none or several. */
export function parseType(signature: string): BusType | null {
  const types = parseSignature(signature)
  return types?.length === 1 ? (types[0] ?? null) : null
}

class Parser {
  readonly #text: string
  #at = 0

  constructor(text: string) {
    this.#text = text
  }

  all(): readonly BusType[] | null {
    const types: BusType[] = []
    while (this.#at < this.#text.length) {
      const type = this.#one(0, 0)
      if (type === null) return null
      types.push(type)
    }
    return types
  }

  #one(arrays: number, structs: number): BusType | null {
    const code = this.#text[this.#at]
    this.#at += 1
    if (code === undefined) return null
    if (BASIC.has(code)) return { code: code as BasicCode }
    if (code === 'v') return { code }
    if (code === 'a') {
      if (arrays === DEPTH_MAX) return null
      const dictionary = this.#text[this.#at] === '{'
      const element = dictionary ? this.#entry(arrays + 1, structs) : this.#one(arrays + 1, structs)
      return element === null ? null : { code, element }
    }
    return code === '(' ? this.#struct(arrays, structs + 1) : null
  }

  #struct(arrays: number, structs: number): BusType | null {
    if (structs > DEPTH_MAX) return null
    const members: BusType[] = []
    while (this.#text[this.#at] !== ')') {
      const member = this.#one(arrays, structs)
      if (member === null) return null
      members.push(member)
    }
    this.#at += 1
    return members.length === 0 ? null : { code: '(', members }
  }

  /** Only arrays have entries; their key is of a basic type. */
  #entry(arrays: number, structs: number): BusType | null {
    this.#at += 1
    if (structs === DEPTH_MAX) return null
    const key = this.#one(arrays, structs + 1)
    if (key === null || !BASIC.has(key.code)) return null
    const value = this.#one(arrays, structs + 1)
    if (value === null || this.#text[this.#at] !== '}') return null
    this.#at += 1
    return { code: '{', members: [key, value] }
  }
}

/** What a value of the type is aligned to, in bytes. */
export function alignmentOf({ code }: BusType): number {
  switch (code) {
    case 'y':
    case 'g':
    case 'v':
      return 1
    case 'n':
    case 'q':
      return 2
    case 'x':
    case 't':
    case 'd':
    case '(':
    case '{':
      return 8
    case 'b':
    case 'i':
    case 'u':
    case 'h':
    case 's':
    case 'o':
    case 'a':
      return 4
  }
}
