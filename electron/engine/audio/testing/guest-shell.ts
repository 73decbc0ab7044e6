import { connect, type Socket } from 'node:net'
import { once } from 'node:events'

/** The shell that the test guest has on its first serial port. */
export class GuestShell {
  readonly #socket: Socket
  #text = ''
  #wanted: { readonly pattern: RegExp; found(match: RegExpExecArray): void } | null = null

  private constructor(socket: Socket) {
    this.#socket = socket
    socket.setEncoding('latin1')
    socket.on('error', () => {})
    socket.on('data', (chunk: string) => {
      this.#text += chunk
      this.#look()
    })
  }

  /** `log` is what the guest printed before somebody was connected. */
  static async open(socketPath: string, readyLine: string, log: () => Promise<string>) {
    const socket = connect({ path: socketPath })
    await once(socket, 'connect')
    const shell = new GuestShell(socket)
    if (!(await log()).includes(readyLine)) await shell.#until(new RegExp(readyLine))
    return shell
  }

  /** Resolves with what the command printed, when it has ended with success; else rejects. */
  async run(command: string): Promise<string> {
    // The shell echoes what is typed; the quotes keep that from being taken for the end.
    this.#socket.write(`${command}; echo "" "en"d-$?\n`)
    const [text, code] = await this.#until(/ end-(\d+)\r?\n/)
    const output = text.slice(text.indexOf('\n') + 1)
    if (code !== '0') throw new Error(`${command}: ${output}`)
    return output
  }

  close(): void {
    this.#socket.destroy()
  }

  #until(pattern: RegExp): Promise<[string, string]> {
    return new Promise((resolve) => {
      this.#wanted = {
        pattern,
        found: (match) => {
          const end = match.index + match[0].length
          const before = this.#text.slice(0, match.index)
          this.#text = this.#text.slice(end)
          resolve([before, match[1] ?? ''])
        },
      }
      this.#look()
    })
  }

  #look(): void {
    const wanted = this.#wanted
    const match = wanted?.pattern.exec(this.#text) ?? null
    if (wanted === null || match === null) return
    this.#wanted = null
    wanted.found(match)
  }
}
