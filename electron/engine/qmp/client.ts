import { type Logger, silentLogger } from '../../platform/logger.ts'
import type { ExecuteParameters, QmpCommandName, QmpReturn } from './commands.ts'
import { noAnswer, QmpProtocolError, QmpTimeoutError, refused } from './errors.ts'
import { type QmpEvent, readEvent } from './events.ts'
import { isObject, type JsonObject, type QmpStreams, Transport } from './transport.ts'

/** QEMU greets as soon as its main loop runs. Covers the whole handshake. */
export const GREETING_TIMEOUT_MS = 5_000
/** Commands answer within ms; a host that swaps or a disk that hangs holds QEMU up for seconds. */
export const COMMAND_TIMEOUT_MS = 10_000

export interface QmpOptions {
  /** Ends the handshake; has no effect afterwards. */
  readonly signal?: AbortSignal | undefined
  readonly greetingTimeoutMs?: number | undefined
  readonly commandTimeoutMs?: number | undefined
  readonly maxLineBytes?: number | undefined
  readonly logger?: Logger | undefined
}

export interface QmpClient {
  /** QEMU's version, e.g. "7.2.22". */
  readonly version: string
  /**
   * Sends a command and waits for its reply. Rejects with QEMU_REFUSED (its cause a
   * QmpCommandError), or with QEMU_NO_ANSWER after the time-out or when the connection is lost.
   */
  execute<C extends QmpCommandName>(
    command: C,
    ...parameters: ExecuteParameters<C>
  ): Promise<QmpReturn<C>>
  /** Called in order, while the bytes are read: before a reply that came later settles. */
  onEvent(listener: (event: QmpEvent) => void): () => void
  /**
   * Called once: with null after close() or a clean end by QEMU, else with the error. Called soon,
   * but not at once, where the connection is closed already.
   */
  onClose(listener: (error: Error | null) => void): () => void
  close(): void
}

interface Pending {
  readonly command: string
  readonly timer: NodeJS.Timeout
  resolve(value: unknown): void
  reject(error: Error): void
}

/**
 * Speaks QMP over streams that are open already. Nothing is written before the greeting: a second
 * client of one QMP socket is not greeted until the first leaves, and what it wrote would run then.
 * Rejects with QEMU_NO_ANSWER, or with the signal's reason; the streams are closed in that case.
 */
export function openQmp(streams: QmpStreams, options: QmpOptions = {}): Promise<QmpClient> {
  const { signal, greetingTimeoutMs = GREETING_TIMEOUT_MS } = options
  return new Promise((resolve, reject) => {
    const settle = (): void => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', abort)
    }
    const connection = new Connection(streams, options, {
      ready: () => {
        settle()
        resolve(connection)
      },
      failed: (error) => {
        settle()
        reject(error)
      },
    })
    const timer = setTimeout(
      () => connection.fail(new QmpTimeoutError('QMP handshake', greetingTimeoutMs)),
      greetingTimeoutMs,
    )
    const abort = (): void => {
      settle()
      reject(signal?.reason)
      connection.close()
    }
    if (signal?.aborted === true) abort()
    else signal?.addEventListener('abort', abort)
  })
}

class Connection implements QmpClient {
  readonly #transport: Transport
  readonly #logger: Logger
  readonly #commandTimeoutMs: number
  readonly #handshake: { ready(): void; failed(error: Error): void }
  readonly #pending = new Map<number, Pending>()
  readonly #eventListeners = new Set<(event: QmpEvent) => void>()
  readonly #closeListeners = new Set<(error: Error | null) => void>()
  #version: string | null = null
  #lastId = 0
  /** undefined while open. */
  #closed: Error | null | undefined

  constructor(
    streams: QmpStreams,
    options: QmpOptions,
    handshake: { ready(): void; failed(error: Error): void },
  ) {
    this.#logger = options.logger ?? silentLogger
    this.#commandTimeoutMs = options.commandTimeoutMs ?? COMMAND_TIMEOUT_MS
    this.#handshake = handshake
    this.#transport = new Transport(streams, {
      onMessage: (message) => this.#receive(message),
      onEnd: (error) => this.#end(error),
      maxLineBytes: options.maxLineBytes,
    })
  }

  get version(): string {
    return this.#version ?? ''
  }

  execute<C extends QmpCommandName>(
    command: C,
    ...[args, options]: ExecuteParameters<C>
  ): Promise<QmpReturn<C>> {
    // The reply's shape is QEMU's promise (its schema is stable), not checked field by field.
    return this.#send(command, args, options?.timeoutMs) as Promise<QmpReturn<C>>
  }

  onEvent(listener: (event: QmpEvent) => void): () => void {
    // Wrapped, so that one function that was added twice is removed once.
    const entry = (event: QmpEvent): void => listener(event)
    this.#eventListeners.add(entry)
    return () => this.#eventListeners.delete(entry)
  }

  onClose(listener: (error: Error | null) => void): () => void {
    const entry = (error: Error | null): void => listener(error)
    this.#closeListeners.add(entry)
    if (this.#closed !== undefined) setImmediate(() => this.#tellClosed(this.#closed ?? null))
    return () => this.#closeListeners.delete(entry)
  }

  close(): void {
    this.#transport.close()
  }

  /** Closes because of an error of ours. */
  fail(error: Error): void {
    this.#end(error)
    this.#transport.close()
  }

  #send(command: string, args: JsonObject | undefined, timeoutMs?: number): Promise<unknown> {
    if (this.#closed !== undefined) {
      return Promise.reject(noAnswer(this.#closed ?? new Error('the connection is closed')))
    }
    const id = ++this.#lastId
    const limit = timeoutMs ?? this.#commandTimeoutMs
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        // A reply that still comes finds no entry and is dropped.
        this.#pending.delete(id)
        reject(noAnswer(new QmpTimeoutError(`reply to ${command}`, limit)))
      }, limit)
      this.#pending.set(id, { command, timer, resolve, reject })
      this.#transport.send({
        execute: command,
        ...(args === undefined ? {} : { arguments: args }),
        id,
      })
    })
  }

  #receive(message: JsonObject): void {
    if (this.#version === null) this.#greet(message)
    else if ('event' in message) this.#announce(message)
    else if ('return' in message || 'error' in message) this.#reply(message)
    else throw new QmpProtocolError(`unknown message: ${Object.keys(message).join(', ')}`)
  }

  #greet(message: JsonObject): void {
    this.#version = greetingVersion(message)
    this.#send('qmp_capabilities', undefined).then(
      () => this.#handshake.ready(),
      (error: Error) => {
        this.#handshake.failed(error)
        this.#transport.close()
      },
    )
  }

  #reply(message: JsonObject): void {
    const { id, error } = message
    const pending = typeof id === 'number' ? this.#pending.get(id) : undefined
    if (typeof id !== 'number' || pending === undefined) {
      this.#logger.debug('a QMP reply that nobody waits for', { id, error })
      return
    }
    this.#pending.delete(id)
    clearTimeout(pending.timer)
    if (error === undefined) {
      pending.resolve(message['return'])
      return
    }
    const { class: errorClass, desc } = isObject(error) ? error : {}
    pending.reject(refused(pending.command, String(errorClass), String(desc)))
  }

  #announce(message: JsonObject): void {
    const event = readEvent(message)
    if (event === null) return
    for (const listener of this.#eventListeners) this.#call(() => listener(event))
  }

  #end(error: Error | null): void {
    if (this.#closed !== undefined) return
    this.#closed = error
    const failure = noAnswer(error ?? new Error('the connection is closed'))
    // Does nothing once the handshake is over.
    this.#handshake.failed(failure)
    for (const pending of this.#pending.values()) {
      clearTimeout(pending.timer)
      pending.reject(failure)
    }
    this.#pending.clear()
    this.#eventListeners.clear()
    this.#tellClosed(error)
  }

  #tellClosed(error: Error | null): void {
    for (const listener of this.#closeListeners) {
      this.#closeListeners.delete(listener)
      this.#call(() => listener(error))
    }
  }

  /** A listener that throws harms neither the others nor the connection. */
  #call(listener: () => void): void {
    try {
      listener()
    } catch (error) {
      this.#logger.error('a QMP listener failed', { error })
    }
  }
}

/** The version in `{"QMP": {"version": {"qemu": {"major": …}}, "capabilities": […]}}`. */
function greetingVersion(message: JsonObject): string {
  const greeting = message['QMP']
  const version = isObject(greeting) ? greeting['version'] : undefined
  const qemu = isObject(version) ? version['qemu'] : undefined
  const parts = isObject(qemu) ? [qemu['major'], qemu['minor'], qemu['micro']] : []
  if (parts.length === 0 || !parts.every(Number.isSafeInteger)) {
    throw new QmpProtocolError('the first message is not a QMP greeting')
  }
  return parts.join('.')
}
