import type { BrokerToRenderer, RendererToBroker } from '../../shared/ipc/console.ts'

/** The end of a MessagePort that the broker needs; Electron's and Node's both fit behind it. */
export interface Port {
  post(message: Uint8Array | BrokerToRenderer): void
  close(): void
  /** Set before `start`. */
  onMessage: (message: unknown) => void
  onClose: () => void
  start(): void
}

/** The part that Electron's MessagePortMain and Node's MessagePort have in common. */
interface EventPort {
  postMessage(message: unknown): void
  on(event: 'message', listener: (message: unknown) => void): unknown
  on(event: 'close', listener: () => void): unknown
  start(): void
  close(): void
}

/** Electron wraps what it delivers in `{ data, ports }`; Node delivers the bare message. */
export function wrapPort(port: EventPort, unwrap: (message: unknown) => unknown): Port {
  const wrapped: Port = {
    post: (message) => port.postMessage(message),
    close: () => port.close(),
    onMessage: () => {},
    onClose: () => {},
    start: () => port.start(),
  }
  port.on('message', (message) => wrapped.onMessage(unwrap(message)))
  port.on('close', () => wrapped.onClose())
  return wrapped
}

export type FromRenderer = { readonly type: 'data'; readonly bytes: Uint8Array } | RendererToBroker

/** null for anything that the protocol does not know: the page is not trusted. */
export function parseFromRenderer(message: unknown): FromRenderer | null {
  if (message instanceof Uint8Array) return { type: 'data', bytes: message }
  if (typeof message !== 'object' || message === null || !('type' in message)) return null
  if (message.type === 'close') return { type: 'close' }
  if (message.type !== 'credit' || !('bytes' in message)) return null
  const { bytes } = message
  if (typeof bytes !== 'number' || !Number.isSafeInteger(bytes) || bytes <= 0) return null
  return { type: 'credit', bytes }
}
