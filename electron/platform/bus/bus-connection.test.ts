import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { connectBus } from './bus-connection.ts'

let dir: string
let server: Server
const sockets = new Set<Socket>()
const uncaught: unknown[] = []
const onUncaught = (error: unknown): void => void uncaught.push(error)

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'gh-bus-'))
  process.on('uncaughtExceptionMonitor', onUncaught)
})
afterEach(async () => {
  process.off('uncaughtExceptionMonitor', onUncaught)
  for (const socket of sockets) socket.destroy()
  sockets.clear()
  server.close()
  await once(server, 'close')
  await rm(dir, { recursive: true })
  expect(uncaught.splice(0)).toEqual([])
})

/** Something that listens where a bus is expected. */
async function listen(serve: (socket: Socket) => void): Promise<string> {
  const path = join(dir, 'bus')
  server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => {})
    serve(socket)
  })
  server.listen(path)
  await once(server, 'listening')
  return path
}
const connect = (socket: string) => {
  const onLost = vi.fn<(why: string) => void>()
  return { onLost, outcome: connectBus({ socket, onSignal: () => {}, onLost }) }
}
/** Lets everybody in, and says `then` when the greeting has come. */
const letIn = (then: (socket: Socket) => void) => (socket: Socket) => {
  socket.on('data', (data: Buffer) => {
    const text = data.toString('latin1')
    if (text.includes('AUTH')) socket.write('OK 1234\r\n')
    if (text.includes('BEGIN')) then(socket)
  })
}
/** A message's head (D-Bus specification, "Message Format"), of no such message. */
const head = (fields: number, body: number): Buffer => {
  const bytes = Buffer.alloc(16)
  bytes.write('l\u0002\u0000\u0001')
  bytes.writeUInt32LE(body, 4)
  bytes.writeUInt32LE(1, 8)
  bytes.writeUInt32LE(fields, 12)
  return bytes
}

test.each<[string, (socket: Socket) => void]>([
  ['hangs up', (socket) => socket.destroy()],
  ['does not let us in', (socket) => void socket.on('data', () => socket.write('REJECTED\r\n'))],
  ['speaks something else', (socket) => void socket.write('HTTP/1.1 400 Bad Request\r\n\r\n')],
  ['hangs up after the greeting', letIn((socket) => socket.end())],
  ['answers with noise', letIn((socket) => socket.write(Buffer.alloc(256, 0xff)))],
  [
    'has fields of no type',
    letIn((socket) => socket.write(Buffer.concat([head(64, 0), Buffer.alloc(64, 0xee)]))),
  ],
  ['promises more than there can be', letIn((socket) => socket.write(head(2 ** 31, 2 ** 31)))],
])('a bus that %s is none', async (_what, serve) => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  try {
    const { outcome, onLost } = connect(await listen(serve))
    const failed = outcome.catch((error: unknown) => error)
    // Where nobody hangs up, the time for joining ends it.
    const passing = setInterval(() => vi.advanceTimersByTime(500), 10)
    expect(await failed).toMatchObject({ trouble: 'none' })
    clearInterval(passing)
    expect(onLost).not.toHaveBeenCalled()
  } finally {
    vi.useRealTimers()
  }
})
