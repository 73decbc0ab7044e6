import type { Logger } from '../../platform/logger.ts'
import {
  type IncomingMessage,
  MESSAGE_FLAG,
  MESSAGE_TYPE,
  type OutgoingMessage,
  writeMessage,
} from '../wire/message.ts'
import { BusError } from './bus-error.ts'
import { type Line, openLine } from './line.ts'

/** Bytes of one message's body that are read; what is asked of a manager of guests is far shorter. */
const BODY_MAX = 1024 * 1024
/** ms */
const JOIN_LIMIT = 10_000
const CALL_LIMIT = 10_000

export const BUS = {
  destination: 'org.freedesktop.DBus',
  path: '/org/freedesktop/DBus',
  interface: 'org.freedesktop.DBus',
} as const

export interface BusCall {
  readonly destination: string
  readonly path: string
  readonly interface: string
  readonly member: string
  readonly signature?: string
  readonly body?: readonly unknown[]
  /** ms to wait for the answer; 10,000 if left out, Infinity for ever. */
  readonly timeoutMs?: number
}

/** A message without what the connection adds. */
export type Sent = Omit<OutgoingMessage, 'serial'>

/** A connection to a message bus, from its greeting to its end. */
export interface Bus {
  /** Ours, as the bus gave it. */
  readonly uniqueName: string
  /** The values that were answered. Rejects with a BusError, in every case within its time. */
  call(call: BusCall): Promise<unknown[]>
  /** Throws a WireError for values that do not fit; nothing is sent then. */
  send(message: Sent): void
  close(): void
}

export interface BusOptions {
  readonly socket: string
  readonly logger: Logger
  readonly maxBodyBytes?: number
  readonly onCall?: (call: IncomingMessage) => void
  readonly onSignal?: (signal: IncomingMessage) => void
  /** Called once, after a connection that there was has ended by itself. */
  readonly onLost: (why: string) => void
}

interface Waiting {
  readonly resolve: (body: unknown[]) => void
  readonly fail: (error: BusError) => void
}

/** Resolves when the bus has greeted us. Rejects with a BusError that says `none`. */
export async function connectBus(options: BusOptions): Promise<Bus> {
  const bus = new Connection(options)
  await bus.join()
  return bus
}

class Connection implements Bus {
  uniqueName = ''
  readonly #options: BusOptions
  readonly #waiting = new Map<number, Waiting>()
  #line: Line | null = null
  #serial = 0
  #state: 'joining' | 'joined' | 'ended' = 'joining'
  #fail: (error: BusError) => void = () => {}

  constructor(options: BusOptions) {
    this.#options = options
  }

  join(): Promise<void> {
    return new Promise((resolve, reject) => {
      const { socket, maxBodyBytes = BODY_MAX } = this.#options
      const limit = setTimeout(() => this.#end('the bus did not answer'), JOIN_LIMIT)
      this.#fail = (error) => {
        clearTimeout(limit)
        reject(error)
      }
      const onMessage = (message: IncomingMessage): void => this.#read(message)
      const onEnd = (why: string): void => this.#end(why)
      this.#line = openLine({ socket, maxBodyBytes, onMessage, onEnd }, () => {
        this.call({ ...BUS, member: 'Hello', timeoutMs: Infinity }).then(
          ([name]) => {
            clearTimeout(limit)
            this.uniqueName = String(name)
            this.#state = 'joined'
            resolve()
          },
          (error: unknown) => this.#end(error instanceof Error ? error.message : String(error)),
        )
      })
    })
  }

  call({ timeoutMs = CALL_LIMIT, ...call }: BusCall): Promise<unknown[]> {
    return new Promise((resolve, reject) => {
      if (this.#state === 'ended') {
        reject(new BusError('lost', 'the connection has ended'))
        return
      }
      const serial = this.#nextSerial()
      const settle = (): void => {
        clearTimeout(limit)
        this.#waiting.delete(serial)
      }
      const fail = (error: BusError): void => {
        settle()
        reject(error)
      }
      const late = (): void =>
        fail(new BusError('slow', `${call.destination} did not answer in ${timeoutMs} ms`))
      const limit = Number.isFinite(timeoutMs) ? setTimeout(late, timeoutMs) : undefined
      this.#waiting.set(serial, {
        fail,
        resolve: (body) => {
          settle()
          resolve(body)
        },
      })
      try {
        this.#line?.send(writeMessage({ ...call, type: MESSAGE_TYPE.call, serial }))
      } catch (error) {
        fail(new BusError('refused', error instanceof Error ? error.message : String(error)))
      }
    })
  }

  send(message: Sent): void {
    if (this.#state === 'ended') return
    this.#line?.send(writeMessage({ ...message, serial: this.#nextSerial() }))
  }

  close(): void {
    this.#state = this.#state === 'joined' ? 'ended' : this.#state
    this.#line?.close()
    this.#failAll('closed')
  }

  /** 32 bits, and never 0. */
  #nextSerial(): number {
    this.#serial = this.#serial >= 0xffff_ffff ? 1 : this.#serial + 1
    return this.#serial
  }

  #end(why: string): void {
    const before = this.#state
    if (before === 'ended') return
    this.#state = 'ended'
    this.#line?.close()
    this.#fail(new BusError('none', why))
    this.#failAll(why)
    if (before === 'joined') this.#options.onLost(why)
  }

  #failAll(why: string): void {
    for (const { fail } of [...this.#waiting.values()]) fail(new BusError('lost', why))
  }

  /** What a listener throws is no reason to end the connection: everybody shares it. */
  #read(message: IncomingMessage): void {
    try {
      if (message.type === MESSAGE_TYPE.call) this.#options.onCall?.(message)
      else if (message.type === MESSAGE_TYPE.signal) this.#options.onSignal?.(message)
      else this.#settle(message)
    } catch (error) {
      this.#options.logger.error('a message could not be handled', { error })
    }
  }

  #settle(message: IncomingMessage): void {
    const waiting = this.#waiting.get(message.replySerial ?? 0)
    if (waiting === undefined) return
    try {
      const body = message.body?.() ?? null
      if (message.type === MESSAGE_TYPE.answer && body !== null) return waiting.resolve(body)
      const said = body?.[0] ?? 'the answer is too long'
      const text = typeof said === 'string' ? said : 'no reason is given'
      waiting.fail(new BusError('refused', text, message.errorName ?? ''))
    } catch (error) {
      waiting.fail(new BusError('refused', error instanceof Error ? error.message : 'unreadable'))
    }
  }
}

/** Whether a call's caller waits for an answer. */
export const wantsAnswer = ({ flags }: IncomingMessage): boolean =>
  (flags & MESSAGE_FLAG.noReplyExpected) === 0
