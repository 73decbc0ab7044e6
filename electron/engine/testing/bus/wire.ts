/** Values of D-Bus, little-endian (dbus-specification, "Marshaling"): what a test's manager needs. */

const alignments: Readonly<Record<string, number>> = {
  ...{ y: 1, g: 1, v: 1, u: 4, s: 4, o: 4, a: 4, t: 8, '(': 8 },
}

/** The first complete type of a signature, and what follows it. */
function firstType(signature: string): [string, string] {
  let length = 1
  if (signature[0] === 'a') length = 1 + firstType(signature.slice(1))[0].length
  else if (signature[0] === '(') {
    for (let depth = 1; depth > 0; length++) {
      depth += { '(': 1, ')': -1 }[signature[length] ?? ''] ?? 0
    }
  }
  return [signature.slice(0, length), signature.slice(length)]
}

export class WireReader {
  readonly #bytes: Buffer
  #at = 0

  constructor(bytes: Buffer) {
    this.#bytes = bytes
  }

  /** Values of all types of the signature: structs and arrays as arrays, variants as their value. */
  read(signature: string): unknown[] {
    const values: unknown[] = []
    for (let rest = signature; rest !== ''; ) {
      const [type, more] = firstType(rest)
      values.push(this.#value(type))
      rest = more
    }
    return values
  }

  align(size: number): number {
    this.#at = Math.ceil(this.#at / size) * size
    return this.#at
  }

  #value(type: string): unknown {
    const kind = type[0] ?? ''
    this.align(alignments[kind] ?? 1)
    if (kind === 'y') return this.#bytes[this.#at++]
    if (kind === 'u') return this.#number()
    if (kind === 's' || kind === 'o') return this.#text(this.#number())
    if (kind === 'g') return this.#text(this.#bytes[this.#at++] ?? 0)
    if (kind === 'v') return this.read(String(this.#value('g')))[0]
    if (kind === '(') return this.read(type.slice(1, -1))
    if (kind === 't') {
      this.#at += 8
      return this.#bytes.readBigUInt64LE(this.#at - 8)
    }
    if (kind !== 'a') throw new Error(`no type ${type}`)
    const length = this.#number()
    const start = this.align(alignments[type[1] ?? ''] ?? 1)
    const values: unknown[] = []
    while (this.#at < start + length) values.push(this.#value(type.slice(1)))
    return values
  }

  #number(): number {
    this.align(4)
    this.#at += 4
    return this.#bytes.readUInt32LE(this.#at - 4)
  }

  #text(length: number): string {
    this.#at += length + 1
    return this.#bytes.toString('utf8', this.#at - length - 1, this.#at - 1)
  }
}

export class WireWriter {
  #bytes: number[] = []

  align(size: number): this {
    while (this.#bytes.length % size !== 0) this.#bytes.push(0)
    return this
  }

  byte(...values: readonly number[]): this {
    this.#bytes.push(...values)
    return this
  }

  number(value: number): this {
    const bytes = Buffer.alloc(4)
    bytes.writeUInt32LE(value)
    return this.align(4).byte(...bytes)
  }

  text(value: string): this {
    const bytes = Buffer.from(value)
    return this.number(bytes.length).byte(...bytes, 0)
  }

  /** A header field: its code and a variant of one of the types s, o, g and u. */
  field(code: number, type: 's' | 'o' | 'g' | 'u', value: string | number): this {
    this.align(8).byte(code, 1, type.charCodeAt(0), 0)
    if (typeof value === 'number') return this.number(value)
    return type === 'g' ? this.byte(value.length, ...Buffer.from(value), 0) : this.text(value)
  }

  done(): Buffer {
    return Buffer.from(this.#bytes)
  }
}
