import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { WireReader, WireWriter } from './dbus-wire.ts'

const CALL = 1
const REPLY = 2
const ERROR = 3
/** Codes of header fields. */
const field = { path: 1, interface: 2, member: 3, error: 4, replyTo: 5, to: 6, from: 7, types: 8 }

export interface BusCall {
  readonly member: string
  readonly values: readonly unknown[]
}

/** An object path to answer with, or the words of an error. */
export type BusAnswer = { readonly path: string } | { readonly error: string }

interface Message {
  readonly type: number
  readonly serial: number
  readonly fields: ReadonlyMap<unknown, unknown>
  readonly body: Buffer
}

/** A program on a real message bus that owns a name and answers what others call. */
export class BusPeer {
  readonly #socket: Socket
  readonly #answer: (call: BusCall) => BusAnswer
  #received = Buffer.alloc(0)
  #serial = 0

  private constructor(socket: Socket, answer: (call: BusCall) => BusAnswer) {
    this.#socket = socket
    this.#answer = answer
  }

  static async join(path: string, name: string, answer: (call: BusCall) => BusAnswer) {
    const socket = connect({ path })
    await once(socket, 'connect')
    const uid = Buffer.from(String(process.getuid?.())).toString('hex')
    socket.write(`\0AUTH EXTERNAL ${uid}\r\n`)
    const [reply] = (await once(socket, 'data')) as [Buffer]
    if (!reply.toString('latin1').startsWith('OK')) throw new Error(`refused: ${String(reply)}`)
    socket.write('BEGIN\r\n')
    const peer = new BusPeer(socket, answer)
    const owned = new Promise<void>((resolve) => {
      // Hello is answered first, then RequestName.
      let answers = 0
      socket.on('data', (chunk: Buffer) => peer.#receive(chunk, () => ++answers === 2 && resolve()))
    })
    peer.#callBus('Hello', '', Buffer.alloc(0))
    // DBUS_NAME_FLAG_DO_NOT_QUEUE
    peer.#callBus('RequestName', 'su', new WireWriter().text(name).number(4).done())
    await owned
    return peer
  }

  leave(): void {
    this.#socket.destroy()
  }

  #receive(chunk: Buffer, onReply: () => void): void {
    this.#received = Buffer.concat([this.#received, chunk])
    for (let message = this.#take(); message !== null; message = this.#take()) {
      if (message.type === REPLY) onReply()
      if (message.type === CALL) this.#serve(message)
    }
  }

  #take(): Message | null {
    const bytes = this.#received
    if (bytes.length < 16) return null
    const headEnd = Math.ceil((16 + bytes.readUInt32LE(12)) / 8) * 8
    const end = headEnd + bytes.readUInt32LE(4)
    if (bytes.length < end) return null
    this.#received = bytes.subarray(end)
    const [, type, , , , serial, fields] = new WireReader(bytes).read('yyyyuua(yv)')
    return {
      ...{ type: Number(type), serial: Number(serial) },
      fields: new Map(fields as [unknown, unknown][]),
      body: bytes.subarray(headEnd, end),
    }
  }

  #serve({ serial, fields, body }: Message): void {
    const [types, member, to] = [field.types, field.member, field.from].map((code) => {
      const value = fields.get(code)
      return typeof value === 'string' ? value : ''
    }) as [string, string, string]
    const answer = this.#answer({ member, values: new WireReader(body).read(types) })
    if ('path' in answer) {
      const head = (write: WireWriter): unknown =>
        write
          .field(field.replyTo, 'u', serial)
          .field(field.to, 's', to)
          .field(field.types, 'g', 'o')
      this.#send(REPLY, head, new WireWriter().text(answer.path).done())
    } else {
      const head = (write: WireWriter): unknown =>
        write
          .field(field.error, 's', 'org.freedesktop.DBus.Error.AccessDenied')
          .field(field.replyTo, 'u', serial)
          .field(field.to, 's', to)
          .field(field.types, 'g', 's')
      this.#send(ERROR, head, new WireWriter().text(answer.error).done())
    }
  }

  #callBus(member: string, types: string, body: Buffer): void {
    const head = (write: WireWriter): unknown => {
      write
        .field(field.path, 'o', '/org/freedesktop/DBus')
        .field(field.interface, 's', 'org.freedesktop.DBus')
        .field(field.member, 's', member)
        .field(field.to, 's', 'org.freedesktop.DBus')
      return types === '' ? write : write.field(field.types, 'g', types)
    }
    this.#send(CALL, head, body)
  }

  #send(type: number, head: (write: WireWriter) => unknown, body: Buffer): void {
    const fields = new WireWriter()
    head(fields)
    const bytes = fields.done()
    const message = new WireWriter()
      .byte('l'.charCodeAt(0), type, 0, 1)
      .number(body.length)
      .number(++this.#serial)
      .number(bytes.length)
      .byte(...bytes)
      .align(8)
      .byte(...body)
    this.#socket.write(message.done())
  }
}
