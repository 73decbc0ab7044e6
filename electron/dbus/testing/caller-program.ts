import { connectBus, type BusCall } from '../index.ts'
import { silentLogger } from '../../platform/logger.ts'
import { Variant } from '../wire/values.ts'

/**
 * A connection to the bus in a process of its own, which a test starts under the account that it is to
 * be. Its orders come, and its answers go, over Node's channel between processes.
 */

export interface Order {
  readonly id: number
  readonly call: BusCall
}

export type Told =
  | { readonly type: 'ready'; readonly uniqueName: string }
  | { readonly type: 'answer'; readonly id: number; readonly body: readonly unknown[] }
  | { readonly type: 'error'; readonly id: number; readonly name: string; readonly text: string }
  | {
      readonly type: 'signal'
      readonly path: string
      readonly member: string
      readonly body: readonly unknown[]
    }

const tell = (told: Told): void => void process.send?.(told)

/** Classes do not pass the channel: what is to be a Variant comes as `{ signature, value }`. */
const revive = (value: unknown): unknown => {
  if (value instanceof Map) return new Map([...value].map(([key, one]) => [key, revive(one)]))
  if (Array.isArray(value)) return value.map(revive)
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return value
  const { signature, value: inner } = value as { signature: string; value: unknown }
  return new Variant(signature, revive(inner))
}

async function main(): Promise<void> {
  const bus = await connectBus({
    socket: process.argv[2] ?? '',
    logger: silentLogger,
    maxBodyBytes: 64 * 1024 * 1024,
    onSignal: ({ path = '', member = '', body }) =>
      tell({ type: 'signal', path, member, body: body?.() ?? [] }),
    onLost: () => process.exit(0),
  })
  process.on('message', (order: Order) => {
    const { id, call } = order
    bus.call({ ...call, body: (call.body ?? []).map(revive) }).then(
      (body) => tell({ type: 'answer', id, body }),
      (error: { errorName?: string; message: string }) =>
        tell({ type: 'error', id, name: error.errorName ?? '', text: error.message }),
    )
  })
  process.on('disconnect', () => process.exit(0))
  tell({ type: 'ready', uniqueName: bus.uniqueName })
}

main().catch((error: unknown) => {
  process.stderr.write(`${String(error)}\n`)
  process.exit(1)
})
