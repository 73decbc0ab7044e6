import { silentLogger } from '../../platform/logger.ts'
import { type Bus, type BusCall, BusError, connectBus } from '../index.ts'
import { openLine } from '../bus/line.ts'
import { parseSignature, type BusType } from '../wire/signature.ts'
import { Variant } from '../wire/values.ts'

/** Sends a daemon what nobody should, in a process that a test starts under an ordinary account. */

export type HostileOrder =
  | { readonly kind: 'random'; readonly count: number; readonly seed: number }
  | { readonly kind: 'garbage'; readonly count: number; readonly seed: number }
  | { readonly kind: 'flood' }
  | { readonly kind: 'stop' }

export interface HostileReport {
  /** How often each error was the answer; "" for none. */
  readonly answers: Readonly<Record<string, number>>
  readonly ended: boolean
}

export interface HostileOptions {
  readonly socket: string
  readonly destination: string
  /** Objects that there are. */
  readonly paths: readonly string[]
  readonly interfaces: readonly string[]
  readonly members: readonly string[]
  /** Methods that there are: half of the calls are theirs, with values that make no sense. */
  readonly methods: readonly {
    readonly path: string
    readonly interface: string
    readonly member: string
    readonly signature: string
  }[]
  /** Signatures of the other half. */
  readonly signatures: readonly string[]
  /** Texts that methods take for something else. */
  readonly texts: readonly string[]
}

/** Calls of a flood that wait for an answer. */
const IN_FLIGHT = 2000

/** Mulberry32: the same numbers for the same seed, from 0 to 1. */
function numbersFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

class Hostile {
  readonly #options: HostileOptions
  #answers: Record<string, number> = {}
  #flooding = false
  #inFlight = 0

  constructor(options: HostileOptions) {
    this.#options = options
  }

  report(ended: boolean): HostileReport {
    const answers = this.#answers
    this.#answers = {}
    return { answers, ended }
  }

  async random(bus: Bus, count: number, seed: number): Promise<void> {
    const next = numbersFrom(seed)
    for (let sent = 0; sent < count; sent += 50) {
      const calls = Array.from({ length: Math.min(50, count - sent) }, () => this.#anyCall(next))
      await Promise.all(calls.map((call) => this.#send(bus, call)))
    }
  }

  /** The bus ends such connections; each is a new one. */
  async garbage(count: number, seed: number): Promise<void> {
    const next = numbersFrom(seed)
    for (let sent = 0; sent < count; sent += 1) {
      await new Promise<void>((resolve) => {
        const { socket } = this.#options
        const onEnd = (): void => resolve()
        const line = openLine({ socket, maxBodyBytes: 1024, onMessage: () => {}, onEnd }, () => {
          const length = 16 + Math.floor(next() * 512)
          line.send(Buffer.from(Array.from({ length }, () => Math.floor(next() * 256))))
          // Half of them leave in the middle of what they send.
          if (next() < 0.5) line.close()
          else line.send(Buffer.alloc(64 * 1024, 0xff))
        })
      })
    }
  }

  flood(bus: Bus): void {
    this.#flooding = true
    const { destination, paths, interfaces } = this.#options
    const call = {
      ...{ destination, path: paths[0] ?? '/', interface: interfaces[0] ?? 'a.b' },
      ...{ member: 'Firmware', timeoutMs: 60_000 },
    }
    const more = (): void => {
      while (this.#flooding && this.#inFlight < IN_FLIGHT) {
        this.#inFlight += 1
        void this.#send(bus, call).then(() => {
          this.#inFlight -= 1
          more()
        })
      }
    }
    more()
  }

  stop(): void {
    this.#flooding = false
  }

  async #send(bus: Bus, call: BusCall): Promise<void> {
    const error = await bus.call(call).then(
      () => '',
      (refused: unknown) =>
        refused instanceof BusError ? refused.errorName || refused.kind : 'other',
    )
    this.#answers[error] = (this.#answers[error] ?? 0) + 1
  }

  #anyCall(next: () => number): BusCall {
    const { destination, paths, interfaces, members, signatures, methods } = this.#options
    const one = <T>(list: readonly [T, ...T[]] | readonly T[]): T =>
      list[Math.floor(next() * list.length)] as T
    const call =
      next() < 0.5
        ? one(methods)
        : {
            ...{ path: one(paths), interface: one(interfaces), member: one(members) },
            signature: one(signatures),
          }
    const types = parseSignature(call.signature) ?? []
    const body = types.map((type) => this.#anyValue(type, next, 0))
    return { destination, ...call, body, timeoutMs: 60_000 }
  }

  /** Long ones alone, or a list of them would be longer than any message. */
  #anyText(next: () => number, depth: number): string {
    if (depth === 0 && next() < 0.01) return 'x'.repeat(2 * 1024 * 1024)
    const { texts } = this.#options
    const text = texts[Math.floor(next() * texts.length)] ?? ''
    return depth === 0 ? text : text.slice(0, 32)
  }

  #anyValue(type: BusType, next: () => number, depth: number): unknown {
    const many = depth === 0 && next() < 0.02
    const length = (): number => (many ? 20_000 : Math.floor(next() * 4))
    switch (type.code) {
      case 'b':
        return next() < 0.5
      case 'y':
      case 'n':
      case 'q':
      case 'i':
      case 'u':
      case 'h':
        return Math.floor(next() * 128)
      case 'x':
      case 't':
        return BigInt(Math.floor(next() * 2 ** 50))
      case 'd':
        return next()
      case 's':
        return this.#anyText(next, depth)
      case 'o':
        return next() < 0.5 ? '/' : `/a/${'b'.repeat(Math.floor(next() * 900))}`
      case 'g':
        return 'a{sv}'
      case 'v':
        return deepVariant(depth > 0 ? 1 : Math.floor(next() * 20))
      case 'a':
        if (type.element.code === 'y') return Buffer.alloc(length() * 100)
        return Array.from({ length: depth > 1 ? 1 : length() }, () =>
          this.#anyValue(type.element, next, depth + 1),
        )
      case '(':
      case '{':
        return type.members.map((member) => this.#anyValue(member, next, depth + 1))
    }
  }
}

function deepVariant(depth: number): Variant {
  let value = new Variant('s', 'bottom')
  for (let level = 0; level < depth; level += 1) value = new Variant('v', value)
  return value
}

async function main(): Promise<void> {
  const options = JSON.parse(process.argv[2] ?? '{}') as HostileOptions
  const { socket } = options
  const bus = await connectBus({
    ...{ socket, logger: silentLogger, maxBodyBytes: 64 * 1024 * 1024 },
    onLost: (why) => {
      process.stderr.write(`the hostile caller was cut off: ${why}\n`)
      process.exit(1)
    },
  })
  const hostile = new Hostile(options)
  process.on('message', (order: HostileOrder) => {
    const obey = async (): Promise<void> => {
      if (order.kind === 'random') await hostile.random(bus, order.count, order.seed)
      else if (order.kind === 'garbage') await hostile.garbage(order.count, order.seed)
      else if (order.kind === 'flood') return hostile.flood(bus)
      else hostile.stop()
      process.send?.(hostile.report(true))
    }
    obey().catch((error: unknown) => {
      process.stderr.write(`${String(error)}\n`)
      process.exit(1)
    })
  })
  process.on('disconnect', () => process.exit(0))
  process.send?.({ ready: true })
}

main().catch((error: unknown) => {
  process.stderr.write(`${String(error)}\n`)
  process.exit(1)
})
