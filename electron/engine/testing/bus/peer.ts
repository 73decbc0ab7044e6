import { once } from 'node:events'
import type { BusLine } from './line.ts'
import { WireReader, WireWriter } from './wire.ts'

const CALL = 1
const REPLY = 2
const ERROR = 3
const SIGNAL = 4
/** Codes of header fields. */
const field = {
  ...{ path: 1, interface: 2, member: 3, error: 4, replyTo: 5, to: 6, from: 7, types: 8 },
  descriptors: 9,
}

export interface BusCall {
  readonly member: string
  readonly values: readonly unknown[]
}

/** An object path or a new descriptor to answer with, or the words of an error. */
export type BusAnswer =
  | { readonly path: string }
  | { readonly descriptor: true }
  | { readonly error: string }

interface Message {
  readonly type: number
  readonly serial: number
  readonly fields: ReadonlyMap<unknown, unknown>
  readonly body: Buffer
}

type Fields = (write: WireWriter) => unknown

/** A program on a real message bus that owns a name and answers what others call. */
export class BusPeer {
  readonly #line: BusLine
  readonly #answer: (call: BusCall) => BusAnswer
  #received = Buffer.alloc(0)
  #serial = 0

  private constructor(line: BusLine, answer: (call: BusCall) => BusAnswer) {
    this.#line = line
    this.#answer = answer
  }

  static async join(line: BusLine, name: string, answer: (call: BusCall) => BusAnswer) {
    const uid = Buffer.from(String(process.getuid?.())).toString('hex')
    await authenticate(line, `\0AUTH EXTERNAL ${uid}`, 'OK')
    await authenticate(line, 'NEGOTIATE_UNIX_FD', 'AGREE_UNIX_FD')
    line.send(Buffer.from('BEGIN\r\n'), false)
    const peer = new BusPeer(line, answer)
    const owned = new Promise<void>((resolve) => {
      // Hello is answered first, then RequestName.
      let answers = 0
      const replied = (): unknown => ++answers === 2 && resolve()
      line.received.on('data', (chunk: Buffer) => peer.#receive(chunk, replied))
    })
    peer.#callBus('Hello', '', Buffer.alloc(0))
    // DBUS_NAME_FLAG_DO_NOT_QUEUE
    peer.#callBus('RequestName', 'su', new WireWriter().text(name).number(4).done())
    await owned
    return peer
  }

  /** Tells everybody who listens. */
  announce(about: { path: string; interface: string; member: string }, value: boolean): void {
    const head: Fields = (write) =>
      write
        .field(field.path, 'o', about.path)
        .field(field.interface, 's', about.interface)
        .field(field.member, 's', about.member)
        .field(field.types, 'g', 'b')
    this.#send(SIGNAL, head, new WireWriter().number(value ? 1 : 0).done())
  }

  leave(): Promise<void> {
    return this.#line.close()
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
    const back =
      (type: string): Fields =>
      (write) =>
        write
          .field(field.replyTo, 'u', serial)
          .field(field.to, 's', to)
          .field(field.types, 'g', type)
    const write = new WireWriter()
    if ('path' in answer) {
      this.#send(REPLY, back('o'), write.text(answer.path).done())
    } else if ('descriptor' in answer) {
      const head: Fields = (one) => {
        back('h')(one)
        return one.field(field.descriptors, 'u', 1)
      }
      // The first one of those that go with the message.
      this.#send(REPLY, head, write.number(0).done(), true)
    } else {
      const head: Fields = (one) => {
        one.field(field.error, 's', 'org.freedesktop.DBus.Error.AccessDenied')
        return back('s')(one)
      }
      this.#send(ERROR, head, write.text(answer.error).done())
    }
  }

  #callBus(member: string, types: string, body: Buffer): void {
    const head: Fields = (write) => {
      write
        .field(field.path, 'o', '/org/freedesktop/DBus')
        .field(field.interface, 's', 'org.freedesktop.DBus')
        .field(field.member, 's', member)
        .field(field.to, 's', 'org.freedesktop.DBus')
      return types === '' ? write : write.field(field.types, 'g', types)
    }
    this.#send(CALL, head, body)
  }

  #send(type: number, head: Fields, body: Buffer, withDescriptor = false): void {
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
    this.#line.send(message.done(), withDescriptor)
  }
}

async function authenticate(line: BusLine, command: string, expected: string): Promise<void> {
  line.send(Buffer.from(`${command}\r\n`), false)
  const [reply] = (await once(line.received, 'data')) as [Buffer]
  if (!reply.toString('latin1').startsWith(expected)) throw new Error(`refused: ${String(reply)}`)
}
