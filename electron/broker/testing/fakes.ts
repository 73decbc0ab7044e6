import type { BrokerToRenderer } from '../../../shared/ipc/console.ts'
import type { Port } from '../port.ts'
import { type OpenSocket, type SocketEvents, WRITE_LIMIT } from '../socket.ts'

/** A window's end of a port, in the test's hand. */
export interface FakePort extends Port {
  readonly messages: (Uint8Array | BrokerToRenderer)[]
  readonly closed: boolean
  /** All bytes that were posted, as text of one character a byte. */
  text(): string
  /** The messages that are not bytes. */
  signals(): BrokerToRenderer[]
}

export function fakePort(): FakePort {
  const messages: (Uint8Array | BrokerToRenderer)[] = []
  let closed = false
  return {
    messages,
    get closed() {
      return closed
    },
    post(message) {
      if (closed) throw new Error('posted to a closed port')
      messages.push(message)
    },
    close() {
      closed = true
    },
    onMessage: () => {},
    onClose: () => {},
    start: () => {},
    text: () =>
      messages
        .filter((message) => message instanceof Uint8Array)
        .map((bytes) => Buffer.from(bytes).toString('latin1'))
        .join(''),
    signals: () => messages.flatMap((message) => (message instanceof Uint8Array ? [] : [message])),
  }
}

export interface FakeSocket {
  readonly path: string
  readonly events: SocketEvents
  readonly written: string[]
  resumed: number
  destroyed: boolean
}

/** Sockets that the test opens, feeds and ends. */
export function fakeSockets(): { readonly open: OpenSocket; readonly sockets: FakeSocket[] } {
  const sockets: FakeSocket[] = []
  return {
    sockets,
    open: (path, events) => {
      const socket: FakeSocket = { path, events, written: [], resumed: 0, destroyed: false }
      sockets.push(socket)
      return {
        write(bytes) {
          if (bytes.length > WRITE_LIMIT) return false
          socket.written.push(Buffer.from(bytes).toString('latin1'))
          return true
        },
        resume: () => void socket.resumed++,
        destroy: () => {
          socket.destroyed = true
        },
      }
    },
  }
}

export const bytes = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'latin1'))
