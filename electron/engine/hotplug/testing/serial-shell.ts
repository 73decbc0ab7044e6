import { once } from 'node:events'
import { connect, type Socket } from 'node:net'

/** A shell on a guest's serial console. */
export class SerialShell {
  readonly #socket: Socket
  #text = ''
  #count = 0
  readonly #waiting = new Set<() => void>()

  private constructor(socket: Socket) {
    this.#socket = socket
    socket.setEncoding('utf8')
    socket.on('data', (text: string) => {
      this.#text += text
      for (const look of this.#waiting) look()
    })
  }

  static async open(path: string): Promise<SerialShell> {
    const socket = connect({ path })
    await once(socket, 'connect')
    return new SerialShell(socket)
  }

  /** Resolves with everything up to and with the text; rejects after `timeoutMs`. */
  async until(text: string, timeoutMs = 50_000): Promise<string> {
    const found = await new Promise<string>((resolve, reject) => {
      const look = (): void => {
        const end = this.#text.indexOf(text)
        if (end < 0) return
        done()
        const all = this.#text.slice(0, end + text.length)
        this.#text = this.#text.slice(end + text.length)
        resolve(all)
      }
      const timer = setTimeout(() => {
        done()
        reject(new Error(`no ${text} in: ${this.#text}`))
      }, timeoutMs)
      const done = (): void => {
        clearTimeout(timer)
        this.#waiting.delete(look)
      }
      this.#waiting.add(look)
      look()
    })
    return found
  }

  /** What a command prints. */
  async run(command: string): Promise<string> {
    this.#count += 1
    // The terminal echoes what is typed: there the marks are not whole.
    this.#socket.write(`echo B''EGIN-${this.#count}; ${command}; echo E''ND-${this.#count}\n`)
    await this.until(`BEGIN-${this.#count}\r\n`)
    const mark = `END-${this.#count}\r\n`
    return (await this.until(mark)).slice(0, -mark.length).replaceAll('\r\n', '\n').trim()
  }

  /** Runs the command in the guest until it prints what `fits`: for what the guest does in its time. */
  async untilPrints(command: string, fits: (output: string) => boolean): Promise<string> {
    for (;;) {
      const output = await this.run(command)
      if (fits(output)) return output
    }
  }

  close(): void {
    this.#socket.destroy()
  }
}
