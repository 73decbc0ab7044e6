import { alignmentOf, type BusType, parseType } from './signature.ts'
import { Variant, WireError } from './values.ts'

/** D-Bus specification, "Message Protocol": containers of a message, variants included. */
const DEPTH_MAX = 64

/**
 * Reads values from a message. What it reads was written by strangers: nothing in it makes it read
 * beyond the end, recurse without limit, or make more than the bytes that are there.
 */
export class Reader {
  readonly #bytes: Buffer
  readonly #little: boolean
  #at: number

  /** `at` counts from the message's beginning, which alignment does as well. */
  constructor(bytes: Buffer, little: boolean, at = 0) {
    this.#bytes = bytes
    this.#little = little
    this.#at = at
  }

  /** Throws a WireError unless all has been read. */
  end(): void {
    if (this.#at !== this.#bytes.length) throw new WireError('bytes are left over')
  }

  read(types: readonly BusType[]): unknown[] {
    return types.map((type) => this.#value(type, 0))
  }

  align(to: number): void {
    this.#take((to - (this.#at % to)) % to)
  }

  uint32(): number {
    this.align(4)
    const at = this.#take(4)
    return this.#little ? this.#bytes.readUInt32LE(at) : this.#bytes.readUInt32BE(at)
  }

  /** Where the next `length` bytes are, which are then behind. */
  #take(length: number): number {
    const at = this.#at
    if (length > this.#bytes.length - at) throw new WireError('the message is cut off')
    this.#at = at + length
    return at
  }

  #value(type: BusType, depth: number): unknown {
    if (depth > DEPTH_MAX) throw new WireError('values are nested too deep')
    switch (type.code) {
      case 'y':
        return this.#bytes[this.#take(1)]
      case 'b':
        return this.#boolean()
      case 'n':
      case 'q':
        return this.#short(type.code === 'n')
      case 'u':
      case 'h':
        return this.uint32()
      case 'i':
        return this.uint32() | 0
      case 'x':
      case 't':
        return this.#long(type.code === 'x')
      case 'd': {
        this.align(8)
        const at = this.#take(8)
        return this.#little ? this.#bytes.readDoubleLE(at) : this.#bytes.readDoubleBE(at)
      }
      case 's':
      // The bus has checked that paths are such, however long they are.
      case 'o':
        return this.#text(this.uint32())
      case 'g':
        return this.#signature()
      case 'v':
        return this.#variant(depth)
      case 'a':
        return this.#array(type.element, depth)
      case '(':
      case '{':
        this.align(8)
        return type.members.map((member) => this.#value(member, depth + 1))
    }
  }

  #boolean(): boolean {
    const value = this.uint32()
    if (value > 1) throw new WireError('a boolean is neither 0 nor 1')
    return value === 1
  }

  #short(signed: boolean): number {
    this.align(2)
    const at = this.#take(2)
    const value = this.#little ? this.#bytes.readUInt16LE(at) : this.#bytes.readUInt16BE(at)
    return signed ? (value << 16) >> 16 : value
  }

  #long(signed: boolean): bigint {
    this.align(8)
    const at = this.#take(8)
    if (signed) {
      return this.#little ? this.#bytes.readBigInt64LE(at) : this.#bytes.readBigInt64BE(at)
    }
    return this.#little ? this.#bytes.readBigUInt64LE(at) : this.#bytes.readBigUInt64BE(at)
  }

  #text(length: number): string {
    const at = this.#take(length)
    if (this.#bytes[this.#take(1)] !== 0) throw new WireError('a string has no end')
    return this.#bytes.toString('utf8', at, at + length)
  }

  #signature(): string {
    return this.#text(this.#bytes[this.#take(1)] ?? 0)
  }

  #variant(depth: number): Variant {
    const signature = this.#signature()
    const type = parseType(signature)
    if (type === null) throw new WireError('a variant has no valid type')
    return new Variant(signature, this.#value(type, depth + 1))
  }

  #array(element: BusType, depth: number): unknown {
    const length = this.uint32()
    this.align(alignmentOf(element))
    if (element.code === 'y') {
      const at = this.#take(length)
      return Buffer.from(this.#bytes.subarray(at, at + length))
    }
    const start = this.#take(length)
    const end = start + length
    this.#at = start
    const values: unknown[] = []
    // Every element takes at least a byte, so this ends.
    while (this.#at < end) values.push(this.#value(element, depth + 1))
    if (this.#at !== end) throw new WireError('an array has another length than it says')
    return element.code === '{' ? new Map(values as [unknown, unknown][]) : values
  }
}
