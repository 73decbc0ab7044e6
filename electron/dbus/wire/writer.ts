import { alignmentOf, type BusType, parseSignature, parseType } from './signature.ts'
import { isObjectPath, Variant, WireError } from './values.ts'

/**
 * Writes values in little-endian order. Throws a WireError for a value that its type cannot hold: the
 * bus would end our connection for it.
 */
export class Writer {
  #bytes = Buffer.allocUnsafe(512)
  #at = 0

  get length(): number {
    return this.#at
  }

  done(): Buffer {
    return this.#bytes.subarray(0, this.#at)
  }

  write(types: readonly BusType[], values: readonly unknown[]): void {
    if (types.length !== values.length) throw new WireError('values do not fit their signature')
    types.forEach((type, index) => this.#value(type, values[index]))
  }

  align(to: number): void {
    const gap = (to - (this.#at % to)) % to
    const at = this.#grow(gap)
    this.#bytes.fill(0, at, at + gap)
  }

  byte(value: number): void {
    const at = this.#grow(1)
    this.#bytes[at] = value
  }

  uint32(value: number): void {
    this.align(4)
    const at = this.#grow(4)
    this.#bytes.writeUInt32LE(value, at)
  }

  bytes(bytes: Uint8Array): void {
    const at = this.#grow(bytes.length)
    this.#bytes.set(bytes, at)
  }

  /** Where the next `length` bytes are to be put; the buffer may be another one after it. */
  #grow(length: number): number {
    const at = this.#at
    this.#at += length
    if (this.#at > this.#bytes.length) {
      const larger = Buffer.allocUnsafe(Math.max(this.#at, this.#bytes.length * 2))
      this.#bytes.copy(larger, 0, 0, at)
      this.#bytes = larger
    }
    return at
  }

  #value(type: BusType, value: unknown): void {
    switch (type.code) {
      case 'y':
        return this.byte(integer(value, 0, 0xff))
      case 'b':
        if (typeof value !== 'boolean') throw unfit('b', value)
        return this.uint32(value ? 1 : 0)
      case 'n':
        return this.#short(integer(value, -0x8000, 0x7fff) & 0xffff)
      case 'q':
        return this.#short(integer(value, 0, 0xffff))
      case 'i':
        return this.uint32(integer(value, -0x8000_0000, 0x7fff_ffff) >>> 0)
      case 'u':
      case 'h':
        return this.uint32(integer(value, 0, 0xffff_ffff))
      case 'x':
        return this.#long(BigInt.asUintN(64, long(value, -(2n ** 63n), 2n ** 63n - 1n)))
      case 't':
        return this.#long(long(value, 0n, 2n ** 64n - 1n))
      case 'd':
        return this.#double(value)
      case 's':
        return this.#text(value)
      case 'o':
        if (typeof value !== 'string' || !isObjectPath(value)) throw unfit('o', value)
        return this.#text(value)
      case 'g':
        return this.#signature(value)
      case 'v':
        return this.#variant(value)
      case 'a':
        return this.#array(type.element, value)
      case '(':
      case '{':
        if (!Array.isArray(value)) throw unfit('a structure', value)
        this.align(8)
        return this.write(type.members, value)
    }
  }

  #short(value: number): void {
    this.align(2)
    const at = this.#grow(2)
    this.#bytes.writeUInt16LE(value, at)
  }

  #long(value: bigint): void {
    this.align(8)
    const at = this.#grow(8)
    this.#bytes.writeBigUInt64LE(value, at)
  }

  #double(value: unknown): void {
    if (typeof value !== 'number') throw unfit('d', value)
    this.align(8)
    const at = this.#grow(8)
    this.#bytes.writeDoubleLE(value, at)
  }

  #text(value: unknown): void {
    if (typeof value !== 'string' || value.includes('\0')) throw unfit('s', value)
    const length = Buffer.byteLength(value)
    this.uint32(length)
    const at = this.#grow(length + 1)
    this.#bytes.write(value, at, 'utf8')
    this.#bytes[at + length] = 0
  }

  #signature(value: unknown): void {
    if (typeof value !== 'string' || parseSignature(value) === null) throw unfit('g', value)
    this.byte(value.length)
    const at = this.#grow(value.length + 1)
    this.#bytes.write(value, at, 'latin1')
    this.#bytes[at + value.length] = 0
  }

  #variant(value: unknown): void {
    const type = value instanceof Variant ? parseType(value.signature) : null
    if (!(value instanceof Variant) || type === null) throw unfit('v', value)
    this.#signature(value.signature)
    this.#value(type, value.value)
  }

  #array(element: BusType, value: unknown): void {
    this.uint32(0)
    const lengthAt = this.#at - 4
    this.align(alignmentOf(element))
    const start = this.#at
    if (element.code === 'y') {
      if (!(value instanceof Uint8Array)) throw unfit('ay', value)
      this.bytes(value)
    } else {
      if (!Array.isArray(value) && !(value instanceof Map)) throw unfit('an array', value)
      for (const one of value) this.#value(element, one)
    }
    // Where the buffer was replaced meanwhile, `lengthAt` is still the place.
    this.#bytes.writeUInt32LE(this.#at - start, lengthAt)
  }
}

const unfit = (type: string, value: unknown): WireError =>
  new WireError(`no value of ${type}: ${typeof value}`)

function integer(value: unknown, least: number, most: number): number {
  if (!Number.isInteger(value)) throw unfit('an integer', value)
  if ((value as number) < least || (value as number) > most) throw unfit('this range', value)
  return value as number
}

function long(value: unknown, least: bigint, most: bigint): bigint {
  if (typeof value !== 'bigint' || value < least || value > most) throw unfit('this range', value)
  return value
}
