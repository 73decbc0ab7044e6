/**
 * The longest line taken from QEMU, in bytes. Its largest answer, query-qmp-schema, is about
 * 0.2 MiB on 7.2, and a memory dump in HMP's `info` format some MiB. QEMU's own reader takes
 * 64 MiB (MAX_TOKEN_SIZE, qobject/json-streamer.c); a guest that took over its QEMU could make us
 * hold that much for each connection, so this is less.
 */
export const MAX_LINE_BYTES = 16 * 1024 * 1024

const LINE_FEED = 0x0a
const CARRIAGE_RETURN = 0x0d

export class LineTooLongError extends Error {
  override readonly name = 'LineTooLongError'
  constructor(maxBytes: number) {
    super(`a line is longer than ${maxBytes} bytes`)
  }
}

/**
 * Cuts a stream of bytes into lines that end with LF or CRLF. Bytes are joined before they are
 * decoded, so a character may be cut anywhere; what has come is looked at once, so the time is
 * linear even when bytes come one by one.
 */
export class LineSplitter {
  readonly #maxBytes: number
  #parts: Buffer[] = []
  #length = 0

  constructor(maxBytes: number = MAX_LINE_BYTES) {
    this.#maxBytes = maxBytes
  }

  /** Bytes of a line whose end has not come yet. */
  get pendingBytes(): number {
    return this.#length
  }

  /** Calls back for every line that this chunk ends. Throws LineTooLongError. */
  push(chunk: Buffer, onLine: (line: string) => void): void {
    let start = 0
    for (let end = chunk.indexOf(LINE_FEED); end !== -1; end = chunk.indexOf(LINE_FEED, start)) {
      const line = this.#take(chunk.subarray(start, end))
      start = end + 1
      onLine(line)
    }
    if (start < chunk.length) this.#keep(chunk.subarray(start))
  }

  #keep(bytes: Buffer): void {
    this.#length += bytes.length
    if (this.#length > this.#maxBytes) throw new LineTooLongError(this.#maxBytes)
    this.#parts.push(bytes)
  }

  #take(rest: Buffer): string {
    if (this.#length + rest.length > this.#maxBytes) throw new LineTooLongError(this.#maxBytes)
    const line = this.#parts.length === 0 ? rest : Buffer.concat([...this.#parts, rest])
    this.#parts = []
    this.#length = 0
    const end = line.at(-1) === CARRIAGE_RETURN ? line.length - 1 : line.length
    return line.toString('utf8', 0, end)
  }
}
