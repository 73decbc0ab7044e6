import { connect, type Socket } from 'node:net'

/** How to be let in by a kind of sound server. */
export interface Greeting {
  readonly request: Buffer
  /**
   * Looks at all that came so far: the server's name once it lets us in, until then null. Throws
   * why it does not.
   */
  readonly answer: (received: Buffer) => string | null
}

export interface Greeted {
  /** The caller's to close. */
  readonly connection: Socket
  readonly serverName: string
}

/** A start waits no longer than this for a server that takes connections and is silent, in ms. */
export const ANSWER_TIMEOUT_MS = 2_000

/** More than any answer to a greeting. */
const ANSWER_MAX_BYTES = 128 * 1024

/**
 * Connects to a sound server and is let in. That connect(2)
 * succeeds proves nothing, because the kernel takes connections for a server that hangs: QEMU then
 * waits 30 s for it before it starts. Rejects with why the server cannot be used.
 */
export function greetServer(options: {
  readonly path: string
  readonly greeting: Greeting
  readonly timeoutMs?: number | undefined
}): Promise<Greeted> {
  const { path, greeting, timeoutMs = ANSWER_TIMEOUT_MS } = options
  return new Promise((resolve, reject) => {
    const socket = connect({ path })
    let received = Buffer.alloc(0)
    const settle = (): void => {
      clearTimeout(timer)
      socket.removeAllListeners()
      socket.on('error', () => {})
    }
    const fail = (error: Error): void => {
      settle()
      socket.destroy()
      reject(error)
    }
    const timer = setTimeout(
      () => fail(new Error(`it does not answer within ${timeoutMs / 1_000} s`)),
      timeoutMs,
    )
    socket.on('connect', () => socket.write(greeting.request))
    socket.on('error', fail)
    socket.on('close', () => fail(new Error('it closed the connection')))
    socket.on('data', (chunk: Buffer) => {
      received = Buffer.concat([received, chunk])
      try {
        const serverName = greeting.answer(received)
        if (serverName !== null) {
          settle()
          resolve({ connection: socket, serverName })
        } else if (received.length > ANSWER_MAX_BYTES) {
          fail(new Error('it answers without an end'))
        }
      } catch (error) {
        fail(error as Error)
      }
    })
  })
}
