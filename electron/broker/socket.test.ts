import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { MessageChannel } from 'node:worker_threads'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { BrokerToRenderer } from '../../shared/ipc/console.ts'
import { wrapPort } from './port.ts'
import { openSocket } from './socket.ts'
import { bridgeVnc } from './vnc-bridge.ts'

let dir = ''
let path = ''
let server: Server | undefined
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'socket-'))
  path = join(dir, 's')
})
afterEach(async () => {
  server?.close()
  server = undefined
  await rm(dir, { recursive: true })
})

const listen = (onSocket: (socket: Socket) => void) =>
  new Promise<void>((resolve) => {
    server = createServer(onSocket).listen(path, resolve)
  })

/** A window behind a real MessageChannel that returns credit for everything it gets. */
function view() {
  const { port1, port2 } = new MessageChannel()
  const received: Uint8Array[] = []
  const signals: BrokerToRenderer[] = []
  const closed = new Promise<void>((resolve) => {
    port1.on('message', (message: Uint8Array | BrokerToRenderer) => {
      if (message instanceof Uint8Array) {
        received.push(message)
        port1.postMessage({ type: 'credit', bytes: message.length })
        return
      }
      signals.push(message)
      if (message.type === 'closed') resolve()
    })
  })
  bridgeVnc(
    wrapPort(port2, (message) => message),
    path,
    openSocket,
  )
  return { port: port1, received, signals, closed }
}

test('carries a real socket’s bytes unchanged, far beyond the window, and its end', async () => {
  const sent = Buffer.alloc(9 * 1024 * 1024, (() => 'the quick brown fox '.repeat(7))())
  await listen((socket) => socket.end(sent))
  const { received, signals, closed } = view()
  await closed
  expect(Buffer.concat(received).equals(sent)).toBe(true)
  expect(signals).toEqual([{ type: 'open' }, { type: 'closed', reason: null }])
  // A message that held a view of the read buffer would carry all of it.
  expect(received.every((message) => message.buffer.byteLength === message.length)).toBe(true)
})

test('carries input, and hangs up when the window goes', async () => {
  let text = ''
  let hangUp: () => void = () => {}
  const hungUp = new Promise<void>((resolve) => {
    hangUp = resolve
  })
  await listen((socket) => {
    socket.on('data', (data) => {
      text += data.toString()
      if (text === 'hello') port.close()
    })
    socket.on('close', hangUp)
    socket.on('error', () => {})
  })
  const { port } = view()
  port.postMessage(new Uint8Array(Buffer.from('hello')))
  await hungUp
  expect(text).toBe('hello')
})

test('a socket that is not there says so', async () => {
  const { signals, closed } = view()
  await closed
  expect(signals).toEqual([{ type: 'closed', reason: expect.stringContaining('ENOENT') }])
})
