import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { CONSOLE_WINDOW } from '../../shared/ipc/console.ts'
import { createBroker } from './broker.ts'
import { openSocket } from './socket.ts'
import { fakePort } from './testing/fakes.ts'

// QEMUs that misbehave, behind real sockets.

const MIB = 1024 * 1024

let dir = ''
let socketPath = ''
let server: Server | undefined
const clients: Socket[] = []
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'flood-'))
  socketPath = join(dir, 's')
})
afterEach(async () => {
  for (const client of clients.splice(0)) client.destroy()
  server?.close()
  server = undefined
  await rm(dir, { recursive: true })
})

async function listen(onSocket: (socket: Socket) => void): Promise<void> {
  server = createServer({ allowHalfOpen: true }, (socket) => {
    clients.push(socket)
    socket.on('error', () => {})
    onSocket(socket)
  }).listen(socketPath)
  await once(server, 'listening')
}

/** Writes as a guest without flow control would: what the reader has not taken holds it up. */
async function write(socket: Socket, part: Uint8Array, times: number): Promise<void> {
  for (let count = 0; count < times; count++) {
    if (!socket.write(part)) await once(socket, 'drain')
  }
}

const open = (kind: 'serial' | 'vnc', port = fakePort()) => {
  const { open: openConsole } = createBroker(openSocket)
  const logPath = join(dir, 'log')
  openConsole(kind === 'vnc' ? { kind, socketPath } : { kind, socketPath, logPath }, port)
  return port
}

const received = (port: ReturnType<typeof fakePort>): number =>
  port.messages.reduce(
    (sum, message) => sum + (message instanceof Uint8Array ? message.length : 0),
    0,
  )

test('a serial flood is read to its end, though the window takes none of it', async () => {
  let written: Promise<void> | undefined
  await listen((socket) => {
    written = write(socket, new Uint8Array(MIB).fill(0x61), 200).then(() => void socket.end())
  })
  const port = open('serial')
  await vi.waitFor(() => expect(written).toBeDefined(), { timeout: 20_000 })
  await written
  // The window has not returned a byte, so it was sent no more than it may have at once.
  await vi.waitFor(() => expect(received(port)).toBe(CONSOLE_WINDOW))
  port.onMessage({ type: 'credit', bytes: CONSOLE_WINDOW })
  await vi.waitFor(() => expect(port.closed).toBe(true))
  const skipped = port.signals().find((signal) => signal.type === 'skipped')
  expect(skipped?.bytes).toBeGreaterThan(190 * MIB)
})

test('a VNC server that floods is held up, and nothing piles up here', async () => {
  let held = false
  await listen((socket) => {
    const pour = (): void => {
      while (socket.write(new Uint8Array(MIB)));
      held = true
      socket.once('drain', pour)
    }
    pour()
  })
  const port = open('vnc')
  await vi.waitFor(() => expect(received(port)).toBe(CONSOLE_WINDOW))
  await vi.waitFor(() => expect(held).toBe(true))
  expect(received(port)).toBe(CONSOLE_WINDOW)
  port.onMessage({ type: 'close' })
  expect(port.closed).toBe(true)
})

test.each(['serial', 'vnc'] as const)(
  'a %s socket that never says anything can be left again',
  async (kind) => {
    await listen(() => {})
    const port = open(kind)
    await vi.waitFor(() => expect(port.signals()).toMatchObject([{ type: 'open' }]))
    port.onMessage(new Uint8Array([3]))
    port.onMessage({ type: 'close' })
    expect(port.signals().at(-1)).toEqual({ type: 'closed', reason: null })
  },
)

test.each(['serial', 'vnc'] as const)(
  'a %s socket whose other side has said its last is closed on both',
  async (kind) => {
    let ended = false
    await listen((socket) => {
      socket.on('end', () => {
        ended = true
      })
      socket.resume().end('bye\n')
    })
    const port = open(kind)
    await vi.waitFor(() => expect(port.closed).toBe(true))
    await vi.waitFor(() => expect(ended).toBe(true))
    expect(port.text()).toBe('bye\n')
    expect(port.signals().at(-1)).toEqual({ type: 'closed', reason: null })
  },
)

test('a socket whose file vanishes goes on; one that is opened after that says why not', async () => {
  let guest: Socket | undefined
  await listen((socket) => {
    guest = socket
  })
  const port = open('serial')
  await vi.waitFor(() => expect(guest).toBeDefined())
  await rm(socketPath)
  guest?.write('still here')
  await vi.waitFor(() => expect(port.text()).toBe('still here'))
  const late = open('serial')
  await vi.waitFor(() => expect(late.closed).toBe(true))
  expect(late.signals()).toEqual([{ type: 'closed', reason: expect.stringContaining('ENOENT') }])
  guest?.destroy()
  await vi.waitFor(() => expect(port.closed).toBe(true))
})

test('a guest that reads nothing does not let a window fill the memory', async () => {
  await listen((socket) => socket.pause())
  const port = open('serial')
  await vi.waitFor(() => expect(port.signals()).toHaveLength(1))
  for (let count = 0; count < 20 && !port.closed; count++) port.onMessage(new Uint8Array(MIB))
  expect(port.signals().at(-1)).toEqual({
    type: 'closed',
    reason: 'the console takes no more input',
  })
})
