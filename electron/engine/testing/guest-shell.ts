import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import type { Engine } from '../index.ts'
import type { EngineHome } from './engine-home.ts'

/** ms; the slowest test guest boots within 30 s where it has a processor for itself. */
const BOOT_MS = 150_000
/** ms */
const COMMAND_MS = 90_000

/** The root shell that a test guest has on its first serial port. */
export class GuestShell {
  readonly #socket: Socket
  #text = ''
  #count = 0
  #look: (() => void) | null = null

  private constructor(socket: Socket) {
    this.#socket = socket
    socket.setEncoding('utf8')
    socket.on('error', () => {})
    socket.on('data', (text: string) => {
      this.#text += text
      this.#look?.()
    })
  }

  /**
   * Resolves when the guest has printed `readyLine`. `log` is what it printed while nobody was
   * connected.
   */
  static async open(
    socketPath: string,
    readyLine: string,
    log: () => Promise<string> = async () => '',
  ): Promise<GuestShell> {
    const socket = connect({ path: socketPath })
    await once(socket, 'connect')
    const shell = new GuestShell(socket)
    if (!(await log()).includes(readyLine)) await shell.#until(readyLine, BOOT_MS)
    return shell
  }

  /** What a command prints, without blanks around it. Rejects with that where the command fails. */
  async run(command: string): Promise<string> {
    const { output, code } = await this.#execute(command)
    if (code !== '0') throw new Error(`${command}: ${output}`)
    return output
  }

  /** Runs a command until it prints what `fits`, for what the guest does in its own time. */
  async untilPrints(command: string, fits: (output: string) => boolean): Promise<string> {
    for (;;) {
      const { output } = await this.#execute(command)
      if (fits(output)) return output
    }
  }

  close(): void {
    this.#socket.destroy()
  }

  async #execute(command: string): Promise<{ output: string; code: string }> {
    this.#count += 1
    const mark = String(this.#count)
    // The terminal echoes what is typed: there the marks are not whole.
    this.#socket.write(`echo B''EGIN-${mark}; ${command}; echo E''ND-${mark}-$?.\n`)
    await this.#until(`BEGIN-${mark}\r\n`, COMMAND_MS)
    const output = await this.#until(`END-${mark}-`, COMMAND_MS)
    const code = await this.#until('.\r\n', COMMAND_MS)
    return { output: output.replaceAll('\r\n', '\n').trim(), code }
  }

  /** Resolves with what comes before the text, and takes both away. */
  #until(text: string, timeoutMs: number): Promise<string> {
    return new Promise((resolve, reject) => {
      const done = (): void => {
        clearTimeout(timer)
        this.#look = null
      }
      const timer = setTimeout(() => {
        done()
        reject(new Error(`the guest did not print ${text}, but: ${this.#text}`))
      }, timeoutMs)
      this.#look = () => {
        const end = this.#text.indexOf(text)
        if (end < 0) return
        done()
        const before = this.#text.slice(0, end)
        this.#text = this.#text.slice(end + text.length)
        resolve(before)
      }
      this.#look()
    })
  }
}

/** The shell of a guest that an engine has started. */
export function shellOf(
  { home, engine }: { readonly home: EngineHome; readonly engine: Engine },
  id: string,
  readyLine: string,
): Promise<GuestShell> {
  const { socketPath } = engine.console(id, { kind: 'serial', device: 'serial0' })
  return GuestShell.open(socketPath, readyLine, () => home.serialLog(id))
}
