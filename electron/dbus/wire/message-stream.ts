import { FIXED_BYTES, type IncomingMessage, lengthsOf, readMessage } from './message.ts'

/**
 * Bytes of a header that is read: the bus passes on fields that nobody knows, of any length, and names
 * and paths are short. Whose a longer one is cannot be told without reading it, so it is not answered.
 */
const HEADER_MAX = 16 * 1024

/**
 * Cuts a connection's bytes into messages. A body of more than `maxBodyBytes` is passed over as it
 * comes and never held, so that nobody can make us hold what they send.
 */
export class MessageStream {
  readonly #maxBodyBytes: number
  readonly #onMessage: (message: IncomingMessage) => void
  #chunks: Buffer[] = []
  #held = 0
  /** The lengths of the message that is coming; null before its fixed part is there. */
  #lengths: { readonly header: number; readonly body: number } | null = null
  /** Of a body that is thrown away: what is still to come. */
  #passing = 0

  constructor(options: {
    readonly maxBodyBytes: number
    readonly onMessage: (message: IncomingMessage) => void
  }) {
    this.#maxBodyBytes = options.maxBodyBytes
    this.#onMessage = options.onMessage
  }

  /** Throws a WireError where the bytes are no messages, or what the listener throws. */
  push(chunk: Buffer): void {
    let rest = chunk
    if (this.#passing > 0) {
      const passed = Math.min(this.#passing, rest.length)
      this.#passing -= passed
      rest = rest.subarray(passed)
    }
    if (rest.length === 0) return
    this.#chunks.push(rest)
    this.#held += rest.length
    while (this.#next()) {}
  }

  #next(): boolean {
    if (this.#lengths === null) {
      const fixed = this.#peek(FIXED_BYTES)
      if (fixed === null) return false
      this.#lengths = lengthsOf(fixed)
    }
    const { header, body } = this.#lengths
    if (header > HEADER_MAX) {
      this.#lengths = null
      this.#passOver(header + body)
      return true
    }
    const tooLong = body > this.#maxBodyBytes
    const bytes = this.#peek(tooLong ? header : header + body)
    if (bytes === null) return false
    this.#drop(bytes.length)
    this.#lengths = null
    if (tooLong) this.#passOver(body)
    const head = bytes.subarray(0, header)
    this.#onMessage(readMessage(head, tooLong ? null : bytes.subarray(header)))
    return true
  }

  #passOver(length: number): void {
    const here = Math.min(length, this.#held)
    this.#drop(here)
    this.#passing = length - here
  }

  /** The first bytes in one piece; null while there are not so many. */
  #peek(length: number): Buffer | null {
    if (this.#held < length) return null
    const [first] = this.#chunks
    if (first !== undefined && first.length >= length) return first.subarray(0, length)
    const whole = Buffer.concat(this.#chunks, this.#held)
    this.#chunks = [whole]
    return whole.subarray(0, length)
  }

  #drop(length: number): void {
    this.#held -= length
    let left = length
    while (left > 0) {
      const [first] = this.#chunks
      if (first === undefined) return
      if (first.length > left) {
        this.#chunks[0] = first.subarray(left)
        return
      }
      left -= first.length
      this.#chunks.shift()
    }
  }
}
