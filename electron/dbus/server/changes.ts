import { isDeepStrictEqual } from 'node:util'
import type { Logger } from '../../platform/logger.ts'
import type { Caller } from '../callers/caller.ts'
import type { Sent } from '../bus/bus.ts'
import { MESSAGE_TYPE } from '../wire/message.ts'
import type { Variant } from '../wire/values.ts'
import { allValues, type ObjectTree, type PropertyValues } from './object-tree.ts'
import { Refusal } from './refusal.ts'
import { type Argument, signatureOf } from './table.ts'

/** Programs that are told of changes at the same time. */
const SUBSCRIBERS_MAX = 1024

const OBJECT_MANAGER = 'org.freedesktop.DBus.ObjectManager'
const PROPERTIES = 'org.freedesktop.DBus.Properties'

interface Subscriber {
  readonly caller: Caller
  /** The objects that it knows of. */
  readonly known: Set<string>
}

interface ChangesOptions {
  readonly tree: ObjectTree
  /** Of the ObjectManager. */
  readonly root: string
  readonly send: (message: Sent) => void
  readonly logger: Logger
  /** Calls back when this turn of the loop is over. */
  readonly schedule: (flush: () => void) => void
}

/**
 * Tells subscribers what has changed of the objects that they may see. Signals on a bus reach
 * everybody who listens, so each of these goes to one subscriber alone. Changes of one turn of the
 * loop are told together.
 */
export class Changes {
  readonly #options: ChangesOptions
  readonly #subscribers = new Map<string, Subscriber>()
  /** What was last told of each object. */
  readonly #told = new Map<string, PropertyValues>()
  readonly #touched = new Set<string>()
  /** Interfaces of objects that are gone. */
  readonly #removed = new Map<string, readonly string[]>()
  #scheduled = false

  constructor(options: ChangesOptions) {
    this.#options = options
  }

  /** Throws LimitsExceeded. `seen`: the objects that the caller is being told of now. */
  subscribe(caller: Caller, seen: Iterable<string>): void {
    const { uniqueName } = caller
    if (!this.#subscribers.has(uniqueName) && this.#subscribers.size >= SUBSCRIBERS_MAX) {
      throw new Refusal('LimitsExceeded', 'Too many programs are told of changes already.')
    }
    this.#subscribers.set(uniqueName, { caller, known: new Set(seen) })
  }

  isSubscribed(uniqueName: string): boolean {
    return this.#subscribers.has(uniqueName)
  }

  unsubscribe(uniqueName: string): void {
    this.#subscribers.delete(uniqueName)
  }

  subscribers(): Caller[] {
    return [...this.#subscribers.values()].map(({ caller }) => caller)
  }

  /** Something of the object may have changed, or who may see it. */
  touch(path: string): void {
    this.#touched.add(path)
    if (this.#scheduled) return
    this.#scheduled = true
    this.#options.schedule(() => {
      this.#scheduled = false
      this.#flush()
    })
  }

  touchAll(): void {
    for (const path of this.#options.tree.paths()) this.touch(path)
  }

  remove(path: string, interfaces: readonly string[]): void {
    this.#removed.set(path, interfaces)
    this.touch(path)
  }

  /** A signal of an object, to the subscribers who may see it; `only` narrows them. */
  emit(
    path: string,
    of: string,
    member: string,
    args: readonly Argument[],
    values: (caller: Caller) => readonly unknown[],
    only: (caller: Caller) => boolean = () => true,
  ): void {
    const object = this.#options.tree.get(path)
    for (const { caller } of this.#subscribers.values()) {
      if (object?.visibleTo(caller) !== true || !only(caller)) continue
      this.#send(caller, path, of, member, signatureOf(args), values(caller))
    }
  }

  #flush(): void {
    const touched = [...this.#touched]
    this.#touched.clear()
    for (const path of touched) {
      try {
        this.#tellOf(path)
      } catch (error) {
        // Nobody waits for this: it would end the daemon, for the sake of one object.
        this.#options.logger.error('a change could not be told', { path, error })
      }
    }
    this.#removed.clear()
  }

  #tellOf(path: string): void {
    const object = this.#options.tree.get(path)
    if (object === null) {
      this.#told.delete(path)
      const interfaces = this.#removed.get(path) ?? []
      for (const subscriber of this.#subscribers.values()) this.#gone(subscriber, path, interfaces)
      return
    }
    const now = allValues(object)
    const changed = differences(this.#told.get(path), now)
    this.#told.set(path, now)
    const names = object.interfaces.map(({ name }) => name)
    for (const subscriber of this.#subscribers.values()) {
      if (!object.visibleTo(subscriber.caller)) this.#gone(subscriber, path, names)
      else if (subscriber.known.has(path)) this.#changed(subscriber, path, changed)
      else this.#added(subscriber, path, now)
    }
  }

  /** The manager itself is no object of its own list. */
  #isListed(path: string): boolean {
    return path !== this.#options.root
  }

  #added({ caller, known }: Subscriber, path: string, values: PropertyValues): void {
    known.add(path)
    if (!this.#isListed(path)) return
    this.#tell(caller, 'InterfacesAdded', 'oa{sa{sv}}', [path, values])
  }

  #gone({ caller, known }: Subscriber, path: string, interfaces: readonly string[]): void {
    if (!known.delete(path) || !this.#isListed(path)) return
    this.#tell(caller, 'InterfacesRemoved', 'oas', [path, interfaces])
  }

  #changed({ caller }: Subscriber, path: string, changed: PropertyValues): void {
    for (const [name, values] of changed) {
      this.#send(caller, path, PROPERTIES, 'PropertiesChanged', 'sa{sv}as', [name, values, []])
    }
  }

  #tell(caller: Caller, member: string, signature: string, body: readonly unknown[]): void {
    this.#send(caller, this.#options.root, OBJECT_MANAGER, member, signature, body)
  }

  #send(
    { uniqueName: destination }: Caller,
    path: string,
    of: string,
    member: string,
    signature: string,
    body: readonly unknown[],
  ): void {
    try {
      this.#options.send({
        ...{ type: MESSAGE_TYPE.signal, destination, path, member, signature, body },
        interface: of,
      })
    } catch (error) {
      this.#options.logger.error('a signal could not be sent', { member, path, error })
    }
  }
}

/** What differs, by interface; all of it where nothing was told before. */
function differences(before: PropertyValues | undefined, now: PropertyValues): PropertyValues {
  if (before === undefined) return now
  const changed: PropertyValues = new Map()
  for (const [name, values] of now) {
    const old = before.get(name)
    const differing = [...values].filter(([key, value]) => differs(old?.get(key), value))
    if (differing.length > 0) changed.set(name, new Map(differing))
  }
  return changed
}

const differs = (before: Variant | undefined, now: Variant): boolean =>
  before === undefined || !isDeepStrictEqual(before.value, now.value)
