import type { Logger } from '../../platform/logger.ts'
import { sessionBusSocket } from './bus-address.ts'
import type {
  BusCall,
  BusConnection,
  BusReply,
  BusSignal,
} from '../../platform/bus/bus-connection.ts'
import { BusError } from '../../platform/bus/bus-error.ts'

export type { BusCall, BusReply, BusSignal } from '../../platform/bus/bus-connection.ts'

/** The bus itself, as who answers and tells. Nobody else can send in this name. */
export const BUS_NAME = 'org.freedesktop.DBus'
const BUS = { destination: BUS_NAME, path: '/org/freedesktop/DBus', interface: BUS_NAME } as const

/** Which signals somebody wants. */
export interface SignalMatch {
  /** A well-known name. Programs may send to us directly: who acts on a signal checks its sender. */
  readonly sender: string
  readonly path: string
  readonly interface: string
  readonly member: string
  /** The first argument, a string. */
  readonly arg0?: string
}

/** The session's bus, joined when something is asked of it, and again after it was lost. */
export interface SessionBus {
  /** Rejects with a BusError, in every case within its time. */
  call(call: BusCall): Promise<BusReply>
  /** Tells of signals from now on, while there is a connection; asks for none. */
  watch(match: SignalMatch, listener: (signal: BusSignal) => void): () => void
  /** After each joining; signals that are watched are asked for before what is called then. */
  onJoined(listener: () => void): () => void
  onLost(listener: () => void): () => void
  /** Resolves when there is a connection; rejects with a BusError. */
  join(): Promise<void>
  close(): void
}

interface Options {
  readonly env: NodeJS.ProcessEnv
  readonly logger: Logger
}

/** A rule's values are ours: names, paths and no apostrophes. */
function ruleOf(match: SignalMatch): string {
  const pairs = Object.entries({ type: 'signal', ...match })
  return pairs.map(([key, value]) => `${key}='${value}'`).join(',')
}

function fits(match: SignalMatch, signal: BusSignal): boolean {
  if (match.sender === BUS_NAME && signal.sender !== BUS_NAME) return false
  if (match.arg0 !== undefined && signal.body[0] !== match.arg0) return false
  return (
    signal.member === match.member &&
    signal.interface === match.interface &&
    signal.path === match.path
  )
}

/** What tells when a name gets an owner, another one, or none. */
export const ownerChanged = (name: string): SignalMatch => ({
  ...{ sender: BUS_NAME, path: BUS.path, interface: BUS_NAME, member: 'NameOwnerChanged' },
  arg0: name,
})

export function createSessionBus({ env, logger }: Options): SessionBus {
  interface Watch {
    readonly match: SignalMatch
    readonly listener: (signal: BusSignal) => void
  }
  const watches = new Set<Watch>()
  const joinedListeners = new Set<() => void>()
  const lostListeners = new Set<() => void>()
  let joining: Promise<BusConnection> | null = null
  let connection: BusConnection | null = null
  let closed = false

  const tell = (listener: () => void): void => {
    try {
      listener()
    } catch (error) {
      logger.error('a listener of the session bus failed', { error: String(error) })
    }
  }
  const onSignal = (signal: BusSignal): void => {
    for (const { match, listener } of watches) {
      if (fits(match, signal)) tell(() => listener(signal))
    }
  }
  const askFor = (member: 'AddMatch' | 'RemoveMatch', match: SignalMatch): void => {
    connection
      ?.call({ ...BUS, member, signature: 's', body: [ruleOf(match)] })
      .catch((error: unknown) => logger.warn('signals are not told', { error: String(error) }))
  }
  const connect = async (): Promise<BusConnection> => {
    const socket = sessionBusSocket(env)
    if (socket === null) throw new BusError('none', 'no address of a session bus')
    // Loaded by the first who needs it: it takes longer than the rest of the start of main.
    const { connectBus } = await import('../../platform/bus/bus-connection.ts')
    const opened = await connectBus({
      socket,
      onSignal,
      onLost: (why) => {
        logger.warn('the session bus is gone', { why })
        connection = null
        joining = null
        for (const listener of lostListeners) tell(listener)
      },
    })
    if (closed) {
      opened.close()
      throw new BusError('lost', 'closed')
    }
    connection = opened
    for (const { match } of watches) askFor('AddMatch', match)
    for (const listener of joinedListeners) tell(listener)
    return opened
  }
  const joined = (): Promise<BusConnection> => {
    if (closed) return Promise.reject(new BusError('lost', 'closed'))
    if (joining !== null) return joining
    const attempt = connect()
    joining = attempt
    attempt.catch(() => {
      if (joining === attempt) joining = null
    })
    return attempt
  }
  return {
    call: async (call) => (await joined()).call(call),
    watch(match, listener) {
      const watch = { match, listener }
      watches.add(watch)
      askFor('AddMatch', match)
      return () => {
        if (watches.delete(watch)) askFor('RemoveMatch', match)
      }
    },
    onJoined(listener) {
      joinedListeners.add(listener)
      return () => joinedListeners.delete(listener)
    },
    onLost(listener) {
      lostListeners.add(listener)
      return () => lostListeners.delete(listener)
    },
    join: async () => void (await joined()),
    close() {
      closed = true
      connection?.close()
      connection = null
    },
  }
}
