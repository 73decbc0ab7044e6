import type { Socket } from 'node:net'
import { GuesthouseError } from '../../../../shared/domain/errors.ts'
import type { Caller } from '../../../dbus/index.ts'
import type { ConsoleEndpoint } from '../../../engine/index.ts'
import { connectSocket } from '../../../platform/connect-socket.ts'
import type { Logger } from '../../../platform/logger.ts'
import { openPrivateSocket, type PrivateSocket } from './private-socket.ts'
import { Quota } from './quota.ts'

/** Consoles of one account at the same time. */
const PER_ACCOUNT = 32
/**
 * Bytes that wait for a client, past which those of a serial port are passed over: a guest whose port
 * is not read stands still.
 */
const WAITING_MAX = 4 * 1024 * 1024

/** Lends consoles of guests to callers, each through a socket of its own. */
export class Consoles {
  readonly #dir: string
  readonly #logger: Logger
  readonly #quota = new Quota(PER_ACCOUNT)
  /** What ends each one, by guest. */
  readonly #open = new Map<string, Map<() => void, Caller>>()

  constructor(dir: string, logger: Logger) {
    this.#dir = dir
    this.#logger = logger
  }

  /** The path at which the caller's account may connect once. Rejects with TOO_MANY_OPEN. */
  async open(caller: Caller, guest: string, endpoint: ConsoleEndpoint): Promise<string> {
    const giveBack = this.#quota.take(caller.uid)
    const ends = this.#open.get(guest) ?? new Map<() => void, Caller>()
    this.#open.set(guest, ends)
    let socket: PrivateSocket | null = null
    let isOver = false
    let end = (): void => {
      isOver = true
      socket?.close()
    }
    const forget = (): void => {
      giveBack()
      ends.delete(endNow)
      if (ends.size === 0 && this.#open.get(guest) === ends) this.#open.delete(guest)
    }
    const endNow = (): void => end()
    ends.set(endNow, caller)
    try {
      socket = await openPrivateSocket({
        ...{ dir: this.#dir, uid: caller.uid, onUnused: forget },
        onConnection: (client) => {
          end = join(client, endpoint, forget)
        },
      })
    } catch (error) {
      forget()
      throw error
    }
    if (isOver) {
      socket.close()
      throw new GuesthouseError('CONSOLE_UNAVAILABLE')
    }
    this.#logger.info('a console was lent', { uid: caller.uid, guest, kind: endpoint.kind })
    return socket.path
  }

  /** The guest runs no more, or is not there any more, or not for these of its callers. */
  closeOf(guest: string, which: (caller: Caller) => boolean = () => true): void {
    for (const [end, caller] of this.#open.get(guest) ?? []) if (which(caller)) end()
  }

  close(): void {
    for (const guest of this.#open.keys()) this.closeOf(guest)
  }
}

/** Carries bytes both ways until either side ends. Gives back what ends both. */
function join(
  client: Socket,
  { kind, socketPath }: ConsoleEndpoint,
  onEnd: () => void,
): () => void {
  const leaving = new AbortController()
  const end = (): void => {
    if (leaving.signal.aborted) return
    leaving.abort()
    // What was sent last still reaches the client.
    client.end(() => client.destroy())
    onEnd()
  }
  const endWith = (socket: Socket): void => {
    for (const event of ['error', 'close', 'end']) socket.on(event, end)
  }
  endWith(client)
  const carry = (console: Socket): void => {
    endWith(console)
    leaving.signal.addEventListener('abort', () => console.destroy())
    if (leaving.signal.aborted) console.destroy()
    client.pipe(console)
    if (kind === 'serial') {
      console.on('data', (bytes) => {
        if (client.writableLength < WAITING_MAX) client.write(bytes)
      })
    } else {
      console.pipe(client)
    }
  }
  // QEMU's account writes to the directory of its sockets.
  connectSocket(socketPath, leaving.signal).then(carry, end)
  return end
}
