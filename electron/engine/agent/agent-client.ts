import { randomInt } from 'node:crypto'
import type { Socket } from 'node:net'
import { connectSocket } from '../../platform/connect-socket.ts'
import { LineSplitter } from '../qmp/line-splitter.ts'
import {
  type AgentAnswer,
  type AgentArguments,
  type AgentCommandName,
  agentCommands,
} from './agent-commands.ts'
import { agentNotThere, agentRefused } from './agent-errors.ts'

/** ms; an agent that runs answers within some ms, unless its guest is very busy. */
export const SYNC_TIMEOUT_MS = 5_000
const COMMAND_TIMEOUT_MS = 10_000
/** The longest answer taken, in bytes; our own questions lead to less than 1 MiB. */
const MAX_LINE_BYTES = 4 * 1024 * 1024
/** Sent first, it makes the agent forget what an earlier client began (qga, guest-sync-delimited). */
const DELIMITER = 0xff

type Parameters<C extends AgentCommandName> =
  undefined extends AgentArguments<C>
    ? [args?: AgentArguments<C>, options?: { readonly timeoutMs: number }]
    : [args: AgentArguments<C>, options?: { readonly timeoutMs: number }]

interface Waiting {
  resolve(line: string): void
  reject(error: Error): void
}

/**
 * A connection to the agent in a guest, in step with it. Commands are sent one after the other, as
 * the agent has no other way. What comes from it is a stranger's word: lines and answers are bounded
 * and checked, and after an answer that is late or no answer the connection is closed, because
 * which answer belongs to which command would be unknown from then on.
 */
export class AgentClient {
  readonly #socket: Socket
  readonly #lines = new LineSplitter(MAX_LINE_BYTES)
  #waiting: Waiting | null = null
  #queue: Promise<unknown> = Promise.resolve()
  /** Until the delimiter of our own sync, everything is somebody else's. */
  #inStep = false
  /** null once it is answered. */
  #syncId: number | null = null
  #failure: Error | null = null

  private constructor(socket: Socket) {
    this.#socket = socket
    socket.on('data', (chunk: Buffer) => this.#receive(chunk))
    socket.on('error', (error) => this.#fail(error))
    socket.on('close', () => this.#fail(new Error('the connection was closed')))
  }

  /**
   * Connects and gets in step. Rejects with AGENT_NOT_THERE where nobody answers within
   * `timeoutMs`.
   */
  static async open(
    path: string,
    options: { readonly timeoutMs?: number } = {},
  ): Promise<AgentClient> {
    const { timeoutMs = SYNC_TIMEOUT_MS } = options
    const socket = await connectSocket(path).catch((error: unknown) => {
      throw agentNotThere(error)
    })
    const client = new AgentClient(socket)
    try {
      await client.#sync(timeoutMs)
      return client
    } catch (error) {
      client.close()
      throw agentNotThere(error)
    }
  }

  /** Whether it can be used no more. */
  get closed(): boolean {
    return this.#failure !== null
  }

  /**
   * Sends a command when those before it are answered. Rejects with AGENT_REFUSED or
   * AGENT_COMMAND_OFF, and with AGENT_NOT_THERE where the answer does not come in time, makes no
   * sense, or the connection is lost.
   */
  execute<C extends AgentCommandName>(
    command: C,
    ...[args, options]: Parameters<C>
  ): Promise<AgentAnswer<C>> {
    const timeoutMs = options?.timeoutMs ?? COMMAND_TIMEOUT_MS
    const answer = this.#queue.then(() => this.#ask(command, args, timeoutMs))
    this.#queue = answer.catch(() => {})
    return answer
  }

  close(): void {
    this.#fail(new Error('closed'))
  }

  async #sync(timeoutMs: number): Promise<void> {
    const id = randomInt(2 ** 40)
    this.#syncId = id
    const question = { execute: 'guest-sync-delimited', arguments: { id } }
    this.#socket.write(Buffer.concat([Buffer.from([DELIMITER]), encode(question)]))
    await this.#line('guest-sync-delimited', timeoutMs)
  }

  async #ask<C extends AgentCommandName>(
    command: C,
    args: AgentArguments<C> | undefined,
    timeoutMs: number,
  ): Promise<AgentAnswer<C>> {
    if (this.#failure !== null) throw agentNotThere(this.#failure)
    this.#socket.write(
      encode({ execute: command, ...(args === undefined ? {} : { arguments: args }) }),
    )
    let reply: Reply
    try {
      reply = parseReply(await this.#line(command, timeoutMs))
    } catch (error) {
      this.#fail(error instanceof Error ? error : new Error(String(error)))
      throw agentNotThere(error)
    }
    if ('error' in reply) throw agentRefused(command, reply.error.class, reply.error.desc)
    const answer = agentCommands[command].answer.safeParse(reply.return)
    // In step still: it was one line, and of this command.
    if (!answer.success) {
      throw agentRefused(command, 'GenericError', 'its answer makes no sense')
    }
    return answer.data as AgentAnswer<C>
  }

  #line(command: string, timeoutMs: number): Promise<string> {
    return new Promise((resolve, reject) => {
      if (this.#failure !== null) {
        reject(this.#failure)
        return
      }
      const timer = setTimeout(
        () => settle(() => reject(new Error(`no answer to ${command} within the time`))),
        Math.max(0, timeoutMs),
      )
      const settle = (then: () => void): void => {
        clearTimeout(timer)
        this.#waiting = null
        then()
      }
      this.#waiting = {
        resolve: (line) => settle(() => resolve(line)),
        reject: (error) => settle(() => reject(error)),
      }
    })
  }

  #receive(chunk: Buffer): void {
    let bytes = chunk
    try {
      while (bytes.length > 0 && this.#failure === null) {
        if (!this.#inStep) {
          const end = bytes.indexOf(DELIMITER)
          if (end === -1) return
          this.#inStep = true
          bytes = bytes.subarray(end + 1)
        }
        // Line by line: a line may tell that we are not in step after all.
        const end = bytes.indexOf(0x0a) + 1 || bytes.length
        this.#lines.push(bytes.subarray(0, end), (line) => this.#answer(line))
        bytes = bytes.subarray(end)
      }
    } catch (error) {
      this.#fail(error instanceof Error ? error : new Error(String(error)))
    }
  }

  #answer(line: string): void {
    if (line === '') return
    if (this.#syncId !== null) {
      // The answer to an earlier client's sync: ours comes after another delimiter.
      if (!answersSync(line, this.#syncId)) {
        this.#inStep = false
        return
      }
      this.#syncId = null
    }
    if (this.#waiting === null) throw new Error('it spoke without being asked')
    this.#waiting.resolve(line)
  }

  #fail(error: Error): void {
    this.#failure ??= error
    this.#socket.destroy()
    this.#waiting?.reject(this.#failure)
  }
}

type Reply =
  | { readonly return: unknown }
  | { readonly error: { readonly class: string; readonly desc: string } }

const encode = (message: object): Buffer => Buffer.from(`${JSON.stringify(message)}\n`)

function parseReply(line: string): Reply {
  const value: unknown = JSON.parse(line)
  if (typeof value === 'object' && value !== null) {
    if ('return' in value) return { return: value.return }
    if ('error' in value && typeof value.error === 'object' && value.error !== null) {
      const { class: name, desc } = value.error as Record<string, unknown>
      return { error: { class: String(name), desc: String(desc) } }
    }
  }
  throw new Error('neither an answer nor an error')
}

function answersSync(line: string, id: number): boolean {
  try {
    const reply = parseReply(line)
    return 'return' in reply && reply.return === id
  } catch {
    return false
  }
}
