import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { AgentGuest } from '../with-agent.ts'
import { openChannel } from './open-channel.ts'

type Message = { readonly execute: string; readonly arguments?: Record<string, unknown> }
/** What it says to a command: an answer, bytes as they are, or nothing. */
export type Reaction = (message: Message) => object | Buffer | null

const line = (value: object): Buffer => Buffer.from(`${JSON.stringify(value)}\n`)

/** An agent on a unix socket that says what a test wants; in step unless `sync` says otherwise. */
export class FakeAgent {
  readonly dir: string
  readonly heard: string[] = []
  react: Reaction = () => ({ return: {} })
  sync: (id: unknown) => Buffer | null = (id) =>
    Buffer.concat([Buffer.from([0xff]), line({ return: id })])
  /** Whether QEMU would say that a program in the guest has the channel open. */
  listening = true
  readonly connections: Socket[] = []
  readonly #server: Server

  private constructor(dir: string) {
    this.dir = dir
    this.#server = createServer((socket) => this.#serve(socket))
  }

  static async make(): Promise<FakeAgent> {
    const agent = new FakeAgent(await mkdtemp(join(tmpdir(), 'gh-ga-')))
    await new Promise<void>((resolve) => agent.#server.listen(agent.path, resolve))
    return agent
  }

  get path(): string {
    return join(this.dir, 'agent')
  }

  /** A guest with this agent, and a QEMU that knows of its channel alone. */
  guest(): AgentGuest {
    return openChannel(this.path, () => this.listening)
  }

  async close(): Promise<void> {
    for (const socket of this.connections) socket.destroy()
    await new Promise((resolve) => this.#server.close(resolve))
    await rm(this.dir, { recursive: true, force: true })
  }

  #serve(socket: Socket): void {
    this.connections.push(socket)
    socket.on('error', () => {})
    let text = ''
    socket.on('data', (chunk: Buffer) => {
      text += chunk.toString('latin1').replaceAll('\u00ff', '')
      for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n')) {
        const message = JSON.parse(text.slice(0, end)) as Message
        text = text.slice(end + 1)
        this.#answer(socket, message)
      }
    })
  }

  #answer(socket: Socket, message: Message): void {
    this.heard.push(message.execute)
    if (message.execute === 'guest-sync-delimited') {
      const bytes = this.sync(message.arguments?.['id'])
      if (bytes !== null) socket.write(bytes)
      return
    }
    const reaction = this.react(message)
    if (reaction !== null) socket.write(Buffer.isBuffer(reaction) ? reaction : line(reaction))
  }
}
