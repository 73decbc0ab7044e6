import { BUS, type BusCall } from '../bus/bus.ts'
import type { IncomingMessage } from '../wire/message.ts'
import { Variant } from '../wire/values.ts'
import type { Caller } from './caller.ts'

/** Somebody who has sent a message, known from then until they leave the bus. */
export interface KnownSender {
  /** Asks the bus the first time. Rejects with a BusError where they have left. */
  readonly caller: () => Promise<Caller>
  /** Aborted when they have left the bus. */
  readonly gone: AbortSignal
}

interface Entry extends KnownSender {
  readonly controller: AbortController
}

/** Tells of every connection that leaves, and of nothing else. */
const LEAVING_RULE =
  "type='signal',sender='org.freedesktop.DBus',interface='org.freedesktop.DBus'," +
  "member='NameOwnerChanged',arg2=''"

/** Who the connections on the bus belong to. */
export class Callers {
  readonly #call: (call: BusCall) => Promise<unknown[]>
  readonly #listeners = new Set<(uniqueName: string) => void>()
  readonly #entries = new Map<string, Entry>()

  constructor(call: (call: BusCall) => Promise<unknown[]>) {
    this.#call = call
  }

  /** To be called before the first call is taken. */
  async watch(): Promise<void> {
    await this.#call({ ...BUS, member: 'AddMatch', signature: 's', body: [LEAVING_RULE] })
  }

  /** To be called as a message comes, so that its sender's leaving is noticed from then on. */
  sender(uniqueName: string): KnownSender {
    const before = this.#entries.get(uniqueName)
    if (before !== undefined) return before
    const controller = new AbortController()
    let identity: Promise<Caller> | null = null
    const entry: Entry = {
      controller,
      gone: controller.signal,
      caller: () => {
        identity ??= this.#identify(uniqueName).catch((error: unknown) => {
          identity = null
          throw error
        })
        return identity
      },
    }
    this.#entries.set(uniqueName, entry)
    return entry
  }

  /** Calls back with the unique name of every connection that leaves the bus. */
  onVanished(listener: (uniqueName: string) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  async isPresent(uniqueName: string): Promise<boolean> {
    const body = [uniqueName]
    const [owned] = await this.#call({ ...BUS, member: 'NameHasOwner', signature: 's', body })
    return owned === true
  }

  /** Differs between two buses, and between two starts of one. */
  async busId(): Promise<string> {
    const [id] = await this.#call({ ...BUS, member: 'GetId' })
    return String(id)
  }

  /** Takes signals; only those of the bus itself count, and nobody can pretend to be it. */
  signal({ sender, member, body }: IncomingMessage): void {
    if (sender !== BUS.destination || member !== 'NameOwnerChanged') return
    const [name, , newOwner] = body?.() ?? []
    if (typeof name !== 'string' || !name.startsWith(':') || newOwner !== '') return
    this.#entries.get(name)?.controller.abort()
    this.#entries.delete(name)
    for (const listener of this.#listeners) listener(name)
  }

  async #identify(uniqueName: string): Promise<Caller> {
    const [answer] = await this.#call({
      ...{ ...BUS, member: 'GetConnectionCredentials', signature: 's', body: [uniqueName] },
    })
    const credentials = answer instanceof Map ? answer : new Map<unknown, unknown>()
    const uid = valueIn(credentials, 'UnixUserID')
    if (typeof uid !== 'number') throw new Error('the bus does not say whose a connection is')
    // A bus that does not know the groups (dbus before 1.13.20) leaves them out: then there are none.
    const groups = valueIn(credentials, 'UnixGroupIDs')
    const gids = Array.isArray(groups) ? groups.filter((gid) => typeof gid === 'number') : []
    return { uniqueName, uid, gids }
  }
}

const valueIn = (credentials: ReadonlyMap<unknown, unknown>, key: string): unknown => {
  const value = credentials.get(key)
  return value instanceof Variant ? value.value : undefined
}
