import { connect, type Socket } from 'node:net'
import { MessageStream } from '../wire/message-stream.ts'
import type { IncomingMessage } from '../wire/message.ts'
import { BusError } from './bus-error.ts'

/** Bytes that wait to be sent, past which nothing more is read: who asks waits for the answers. */
const SENDING_MAX = 16 * 1024 * 1024
/** An answer to a step of the handshake is a short line. */
const LINE_MAX = 1024

export interface LineOptions {
  readonly socket: string
  /** A longer body is thrown away, and its message comes without one. */
  readonly maxBodyBytes: number
  readonly onMessage: (message: IncomingMessage) => void
  /** Called once. */
  readonly onEnd: (why: string) => void
}

/** A socket that speaks D-Bus: the handshake, then messages both ways. */
export interface Line {
  send(bytes: Buffer): void
  close(): void
}

/**
 * Connects and authenticates as this process's account (D-Bus specification, "Authentication
 * Protocol", EXTERNAL). `onReady` is called when messages can be sent.
 */
export function openLine(options: LineOptions, onReady: (line: Line) => void): Line {
  const socket = connect({ path: options.socket })
  let ended = false
  const end = (why: string): void => {
    if (ended) return
    ended = true
    socket.destroy()
    options.onEnd(why)
  }
  const line: Line = {
    send(bytes) {
      if (ended) throw new BusError('lost', 'the connection has ended')
      socket.write(bytes)
      if (socket.writableLength > SENDING_MAX) socket.pause()
    },
    close: () => end('closed'),
  }
  socket.on('error', (error) => end(error.message))
  socket.on('close', () => end('the connection has ended'))
  socket.on('drain', () => socket.resume())
  socket.once('connect', () => {
    const uid = Buffer.from(String(process.getuid?.() ?? 0), 'latin1').toString('hex')
    socket.write(`\0AUTH EXTERNAL ${uid}\r\n`)
  })
  readHandshake(socket, (answer, rest) => {
    if (!answer.startsWith('OK ')) return end(`the bus refuses us: ${answer}`)
    socket.write('BEGIN\r\n')
    const stream = new MessageStream(options)
    const read = (chunk: Buffer): void => {
      try {
        stream.push(chunk)
      } catch (error) {
        end(error instanceof Error ? error.message : String(error))
      }
    }
    socket.on('data', read)
    onReady(line)
    if (rest.length > 0) read(rest)
  })
  return line
}

function readHandshake(socket: Socket, done: (answer: string, rest: Buffer) => void): void {
  let text = Buffer.alloc(0)
  const look = (chunk: Buffer): void => {
    text = Buffer.concat([text, chunk])
    const end = text.indexOf('\r\n')
    if (end < 0 && text.length < LINE_MAX) return
    socket.off('data', look)
    const line = end < 0 ? text : text.subarray(0, end)
    done(line.toString('latin1'), text.subarray(line.length + 2))
  }
  socket.on('data', look)
}
