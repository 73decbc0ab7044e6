import type { Readable, Writable } from 'node:stream'
import { QmpProtocolError } from './errors.ts'
import { LineSplitter } from './line-splitter.ts'

/** A connection's two directions; a socket is both. */
export interface QmpStreams {
  readonly readable: Readable
  readonly writable: Writable
}

export type JsonObject = Readonly<Record<string, unknown>>

export interface TransportHandlers {
  readonly onMessage: (message: JsonObject) => void
  /** Called once: null after close() or a clean end of the stream, else what went wrong. */
  readonly onEnd: (error: Error | null) => void
  readonly maxLineBytes?: number | undefined
}

/** How much of a line that is not JSON goes into the error. */
const QUOTE_MAX_CHARS = 120

/**
 * JSON objects over a stream, one a line (QEMU's docs/interop/qmp-spec). Anything else closes the
 * connection with a QmpProtocolError: after garbage nothing that follows can be trusted to be whole.
 */
export class Transport {
  readonly #streams: QmpStreams
  readonly #handlers: TransportHandlers
  readonly #lines: LineSplitter
  #ended = false

  constructor(streams: QmpStreams, handlers: TransportHandlers) {
    this.#streams = streams
    this.#handlers = handlers
    this.#lines = new LineSplitter(handlers.maxLineBytes)
    const { readable, writable } = streams
    const fail = (error: Error): void => this.#end(error)
    readable.on('data', (chunk: Buffer) => this.#receive(chunk))
    readable.once('end', () => this.#endOfStream())
    readable.once('close', () => this.#endOfStream())
    readable.on('error', fail)
    if (!Object.is(readable, writable)) {
      // Of a pair, the other half may end first: what QEMU still says is read to its end.
      writable.on('error', () => {})
    }
  }

  send(message: JsonObject): void {
    if (!this.#ended) this.#streams.writable.write(`${JSON.stringify(message)}\n`)
  }

  close(): void {
    this.#end(null)
  }

  #receive(chunk: Buffer): void {
    if (this.#ended) return
    try {
      this.#lines.push(chunk, (line) => {
        // A message may have led to close(): what follows in the same chunk is not for us.
        if (!this.#ended && line !== '') this.#handlers.onMessage(parseObject(line))
      })
    } catch (error) {
      this.#end(error instanceof QmpProtocolError ? error : new QmpProtocolError(String(error)))
    }
  }

  #endOfStream(): void {
    const cut = this.#lines.pendingBytes > 0
    this.#end(cut ? new QmpProtocolError('the connection ended within a message') : null)
  }

  #end(error: Error | null): void {
    if (this.#ended) return
    this.#ended = true
    this.#streams.readable.destroy()
    this.#streams.writable.destroy()
    this.#handlers.onEnd(error)
  }
}

function parseObject(line: string): JsonObject {
  let value: unknown
  try {
    value = JSON.parse(line)
  } catch {
    throw new QmpProtocolError(`not JSON: ${line.slice(0, QUOTE_MAX_CHARS)}`)
  }
  if (!isObject(value)) {
    throw new QmpProtocolError(`not a JSON object: ${line.slice(0, QUOTE_MAX_CHARS)}`)
  }
  return value
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
