import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export const GREETING = `${JSON.stringify({
  QMP: { version: { qemu: { micro: 22, minor: 2, major: 7 }, package: '' }, capabilities: ['oob'] },
})}\r\n`

export interface Request {
  readonly execute: string
  readonly arguments?: Record<string, unknown>
  readonly id: number
}

/** A QMP server whose behaviour is a function: for a test to make it misbehave. */
export class FakeServer {
  readonly path: string
  /** Everything that clients sent, as it came. */
  received = ''
  readonly sockets: Socket[] = []
  readonly #directory: string
  readonly #server: Server

  private constructor(directory: string, onConnection: (server: FakeServer, s: Socket) => void) {
    this.#directory = directory
    this.path = join(directory, 'qmp')
    this.#server = createServer((socket) => {
      this.sockets.push(socket)
      socket.on('error', () => {})
      onConnection(this, socket)
    })
  }

  static async start(
    onConnection: (server: FakeServer, socket: Socket) => void,
  ): Promise<FakeServer> {
    const server = new FakeServer(await mkdtemp(join(tmpdir(), 'gh-qmp-')), onConnection)
    await new Promise<void>((resolve) => server.#server.listen(server.path, resolve))
    return server
  }

  /** Greets, accepts qmp_capabilities, and hands every other command to `onCommand`. */
  static polite(onCommand: (request: Request, socket: Socket) => void): Promise<FakeServer> {
    return FakeServer.start((server, socket) => {
      socket.write(GREETING)
      server.onRequests(socket, (request) => {
        if (request.execute === 'qmp_capabilities') answer(socket, request)
        else onCommand(request, socket)
      })
    })
  }

  onRequests(socket: Socket, handler: (request: Request) => void): void {
    let rest = ''
    socket.on('data', (chunk) => {
      this.received += chunk.toString()
      const lines = (rest + chunk.toString()).split('\n')
      rest = lines.pop() ?? ''
      for (const line of lines) handler(JSON.parse(line) as Request)
    })
  }

  async stop(): Promise<void> {
    for (const socket of this.sockets) socket.destroy()
    await new Promise((resolve) => this.#server.close(resolve))
    await rm(this.#directory, { recursive: true, force: true })
  }
}

export function send(socket: Socket, message: object): void {
  socket.write(`${JSON.stringify(message)}\r\n`)
}

export function answer(socket: Socket, { id }: Request, value: unknown = {}): void {
  send(socket, { return: value, id })
}

export function event(name: string, data?: object): object {
  return {
    event: name,
    ...(data === undefined ? {} : { data }),
    timestamp: { seconds: 1_700_000_000, microseconds: 5 },
  }
}
