import type { Socket } from 'node:net'
import { Message, type MessageBus, MessageFlag, MessageType, sessionBus, Variant } from 'dbus-next'
import { BusError } from './bus-error.ts'
import { BusVariant } from './bus-variant.ts'

export interface BusCall {
  readonly destination: string
  readonly path: string
  readonly interface: string
  readonly member: string
  /** Of `body`; none where that is empty. */
  readonly signature?: string
  /** Where any type may be, a BusVariant. */
  readonly body?: readonly unknown[]
  /** Whether a program that does not run is started for it, where the bus knows how; it is, if left out. */
  readonly autoStart?: boolean
  /** ms to wait for the answer; 5,000 if left out. */
  readonly timeoutMs?: number
}

/** Values of variants stand for them; structures and arrays are arrays, `t` and `x` are bigints. */
export interface BusReply {
  /** The unique name of who answered: a program has another after it was started again. */
  readonly sender: string
  readonly body: readonly unknown[]
}

export interface BusSignal {
  readonly sender: string
  readonly path: string
  readonly interface: string
  readonly member: string
  readonly body: readonly unknown[]
}

/** One connection to a message bus, from its greeting to its end. */
export interface BusConnection {
  /** Rejects with a BusError, in every case within its time. */
  call(call: BusCall): Promise<BusReply>
  close(): void
}

interface ConnectionOptions {
  /** Of a unix socket. */
  readonly socket: string
  readonly onSignal: (signal: BusSignal) => void
  /** Called once, after a connection that there was has ended by itself. */
  readonly onLost: (why: string) => void
}

/** ms */
const JOIN_LIMIT = 5_000
const CALL_LIMIT = 5_000

/** What dbus-next's bus has and does not declare; it tells nobody that its connection has ended. */
interface Undeclared {
  readonly _connection: { readonly stream: Socket; once(event: 'connect', then: () => void): void }
}

/** D-Bus messages are at most 64 levels deep, and so is what is made of them. */
function plain(value: unknown): unknown {
  if (value instanceof Variant) return plain(value.value)
  if (Array.isArray(value)) return value.map(plain)
  if (typeof value !== 'object' || value === null || Buffer.isBuffer(value)) return value
  return mapValues(value, plain)
}

const withVariants = (value: unknown): unknown => {
  if (value instanceof BusVariant) return new Variant(value.signature, withVariants(value.value))
  if (Array.isArray(value)) return value.map(withVariants)
  if (typeof value !== 'object' || value === null || Buffer.isBuffer(value)) return value
  return mapValues(value, withVariants)
}

const mapValues = (value: object, change: (inner: unknown) => unknown): object =>
  Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, change(inner)]))

const causeOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

/**
 * dbus-next reads messages in a listener of the socket, where what it throws would be nobody's: a
 * message that it cannot read ends the connection.
 */
function guardReading(stream: Socket, failed: (error: unknown) => void): void {
  for (const listener of stream.listeners('readable')) {
    stream.off('readable', listener as () => void)
    stream.on('readable', () => {
      try {
        listener.call(stream)
      } catch (error) {
        failed(error)
      }
    })
  }
}

/** Resolves when the bus has greeted us. Rejects with a BusError that says `none`. */
export function connectBus(options: ConnectionOptions): Promise<BusConnection> {
  return new Promise((resolve, reject) => {
    const pending = new Set<(error: BusError) => void>()
    let state: 'joining' | 'joined' | 'ended' = 'joining'
    const bus = sessionBus({
      busAddress: `unix:socket=${options.socket}`,
      authMethods: ['EXTERNAL'],
    })
    const { _connection: line } = bus as unknown as Undeclared

    const end = (why: string, told: boolean): void => {
      if (state === 'ended') return
      const before = state
      state = 'ended'
      clearTimeout(limit)
      line.stream.destroy()
      reject(new BusError('none', why))
      for (const fail of [...pending]) fail(new BusError('lost', why))
      if (told && before === 'joined') options.onLost(why)
    }
    const limit = setTimeout(() => end('the bus did not answer', true), JOIN_LIMIT)
    // The listener stays: an error that nobody listens to is thrown.
    bus.on('error', (error) => end(causeOf(error), true))
    line.stream.once('close', () => end('the connection has ended', true))
    line.once('connect', () => {
      // It begins to read right after this.
      process.nextTick(guardReading, line.stream, (error: unknown) => end(causeOf(error), true))
    })
    bus.on('message', (message) => {
      if (message.type !== MessageType.SIGNAL) return
      const { sender, path, interface: of, member, body } = message
      options.onSignal({ sender, path, interface: of, member, body: body.map(plain) })
    })
    bus.on('connect', () => {
      if (state !== 'joining') return
      state = 'joined'
      clearTimeout(limit)
      resolve({
        call: (call) => {
          if (state === 'ended') return Promise.reject(new BusError('lost', 'the connection ended'))
          return callWith(bus, call, pending)
        },
        close: () => end('closed', false),
      })
    })
  })
}

/** `pending` holds what makes the call fail, while it waits. */
function callWith(
  bus: MessageBus,
  call: BusCall,
  pending: Set<(error: BusError) => void>,
): Promise<BusReply> {
  const { autoStart = true, timeoutMs = CALL_LIMIT, body = [], signature = '', ...to } = call
  return new Promise((resolve, reject) => {
    const settle = (): void => {
      clearTimeout(limit)
      pending.delete(fail)
    }
    const fail = (error: BusError): void => {
      settle()
      reject(error)
    }
    const limit = setTimeout(
      () => fail(new BusError('slow', `${to.destination} did not answer in ${timeoutMs} ms`)),
      timeoutMs,
    )
    pending.add(fail)
    const flags = autoStart ? {} : { flags: MessageFlag.NO_AUTO_START }
    // In a promise, because what cannot be sent is thrown.
    new Promise<Message | null>((sent) => {
      sent(bus.call(new Message({ ...to, signature, body: body.map(withVariants), ...flags })))
    }).then(
      (reply) => {
        settle()
        resolve({ sender: reply?.sender ?? '', body: (reply?.body ?? []).map(plain) })
      },
      (error: unknown) => {
        const { type } = Object(error) as { readonly type?: unknown }
        fail(new BusError('refused', causeOf(error), typeof type === 'string' ? type : ''))
      },
    )
  })
}
