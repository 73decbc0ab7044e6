import { channels } from '../../../shared/ipc/channels.ts'
import {
  type BrokerToRenderer,
  CREDIT_STEP,
  type RendererToBroker,
} from '../../../shared/ipc/console.ts'

export interface PortHandlers {
  /** The first `history` bytes that follow were printed before. */
  onOpen(history: number): void
  /** Credit for these bytes is the handler's to return. */
  onBytes(bytes: Uint8Array): void
  onSkipped(bytes: number): void
  /** Comes once, and last. */
  onClosed(reason: string | null): void
}

/** The preload's word that the broker died: a port of Chromium before 122 does not say so itself. */
const isLoss = ({ data, origin }: MessageEvent<unknown>): boolean =>
  origin === window.location.origin &&
  typeof data === 'object' &&
  data !== null &&
  'type' in data &&
  data.type === channels.consolesLost

/** The renderer's end of the protocol of shared/ipc/console.ts. */
export class PortChannel {
  readonly #port: MessagePort
  readonly #onWindowMessage: (event: MessageEvent<unknown>) => void
  #closed = false
  /** Bytes dealt with whose credit has not been returned. */
  #owed = 0

  /** Messages wait in the port until it is given its handlers. */
  constructor(port: MessagePort, handlers: PortHandlers) {
    this.#port = port
    port.onmessage = (event: MessageEvent<unknown>) => {
      if (!this.#closed) this.#take(event.data, handlers)
    }
    this.#onWindowMessage = (event) => {
      if (isLoss(event))
        this.#take({ type: 'closed', reason: 'the console broker ended' }, handlers)
    }
    window.addEventListener('message', this.#onWindowMessage)
  }

  #take(data: unknown, handlers: PortHandlers): void {
    if (data instanceof Uint8Array) return handlers.onBytes(data)
    const message = data as BrokerToRenderer
    switch (message.type) {
      case 'open':
        return handlers.onOpen(message.history ?? 0)
      case 'skipped':
        return handlers.onSkipped(message.bytes)
      case 'closed':
        this.#end()
        return handlers.onClosed(message.reason)
    }
  }

  /** Sends a copy: the caller's buffer may be used again. Nothing goes into a transfer list. */
  send(bytes: Uint8Array): void {
    if (!this.#closed) this.#port.postMessage(bytes.slice())
  }

  credit(bytes: number): void {
    this.#owed += bytes
    if (this.#owed < CREDIT_STEP) return
    this.#post({ type: 'credit', bytes: this.#owed })
    this.#owed = 0
  }

  /** Tells the broker and stops listening; `onClosed` does not follow. */
  close(): void {
    if (this.#closed) return
    this.#post({ type: 'close' })
    this.#end()
  }

  #post(message: RendererToBroker): void {
    if (!this.#closed) this.#port.postMessage(message)
  }

  #end(): void {
    this.#closed = true
    window.removeEventListener('message', this.#onWindowMessage)
    this.#port.onmessage = null
    this.#port.close()
  }
}
