import { appendFile, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { CONSOLE_WINDOW } from '../../shared/ipc/console.ts'
import { createBroker } from './broker.ts'
import { HISTORY_BYTES, SHOWN_BYTES } from './serial-line.ts'
import { bytes, fakePort, fakeSockets } from './testing/fakes.ts'

let dir = ''
let logPath = ''
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'serial-'))
  logPath = join(dir, 'serial.log')
})
afterEach(() => rm(dir, { recursive: true }))

function broker() {
  const { open, sockets } = fakeSockets()
  const { open: openConsole } = createBroker(open)
  return {
    sockets,
    attach() {
      const port = fakePort()
      openConsole({ kind: 'serial', socketPath: '/serial', logPath }, port)
      const socket = sockets.at(-1)
      if (socket === undefined) throw new Error('no socket was opened')
      return { port, socket }
    },
  }
}

const opened = (port: ReturnType<typeof fakePort>) =>
  vi.waitFor(() => expect(port.signals()[0]).toMatchObject({ type: 'open' }))

test('shows what was printed before, then what comes', async () => {
  await writeFile(logPath, 'boot\nlogin: ')
  const { port, socket } = broker().attach()
  socket.events.onOpen()
  await opened(port)
  expect(port.text()).toBe('boot\nlogin: ')
  expect(port.signals()).toEqual([{ type: 'open', history: 'boot\nlogin: '.length }])
  socket.events.onData(bytes('root'))
  await vi.waitFor(() => expect(port.text()).toBe('boot\nlogin: root'))
})

test('what is in the log and came live as well is shown once', async () => {
  await writeFile(logPath, 'one\n')
  const { port, socket } = broker().attach()
  // Printed after the size of the log was looked at: it goes to both.
  await appendFile(logPath, 'two\n')
  socket.events.onOpen()
  socket.events.onData(bytes('two\nthree\n'))
  await opened(port)
  expect(port.text()).toBe('one\ntwo\nthree\n')
})

test('what repeats an old line is not taken for it', async () => {
  await writeFile(logPath, '# ')
  const { port, socket } = broker().attach()
  socket.events.onOpen()
  socket.events.onData(bytes('# '))
  await opened(port)
  expect(port.text()).toBe('# # ')
})

test('a log that was cut meanwhile, or is not there, does no harm', async () => {
  await writeFile(logPath, 'a long first part\n')
  const { port, socket } = broker().attach()
  await rm(logPath)
  socket.events.onOpen()
  socket.events.onData(bytes('live\n'))
  await opened(port)
  expect(port.text()).toBe('live\n')
})

test('shows the end of a long log, from the start of a line', async () => {
  const line = `${'x'.repeat(99)}\n`
  await writeFile(logPath, line.repeat(10_000))
  const { port, socket } = broker().attach()
  socket.events.onOpen()
  await opened(port)
  expect(port.text().length).toBeLessThanOrEqual(SHOWN_BYTES)
  expect(port.text().length).toBeGreaterThan(SHOWN_BYTES - line.length)
  expect(port.text().startsWith('x'.repeat(99))).toBe(true)
})

test('two windows share the one connection that QEMU allows', async () => {
  const { attach, sockets } = broker()
  const first = attach()
  first.socket.events.onOpen()
  await opened(first.port)
  first.socket.events.onData(bytes('before '))
  const second = attach()
  expect(sockets.length).toBe(1)
  expect(second.port.text()).toBe('before ')
  first.socket.events.onData(bytes('after'))
  await vi.waitFor(() => {
    expect(first.port.text()).toBe('before after')
    expect(second.port.text()).toBe('before after')
  })
  first.port.onMessage(bytes('a'))
  second.port.onMessage(bytes('b'))
  expect(first.socket.written).toEqual(['a', 'b'])

  first.port.onMessage({ type: 'close' })
  expect(first.port.closed).toBe(true)
  expect(first.socket.destroyed).toBe(false)
  second.port.onClose()
  expect(first.socket.destroyed).toBe(true)
  attach()
  expect(sockets.length).toBe(2)
})

test('a slow window skips to a line and is told how much; the guest is read all the time', async () => {
  const { port, socket } = broker().attach()
  socket.events.onOpen()
  await opened(port)
  const line = `${'y'.repeat(1023)}\n`
  const total = CONSOLE_WINDOW + HISTORY_BYTES + 512 * 1024
  for (let sent = 0; sent < total; sent += line.length) {
    expect(socket.events.onData(bytes(line))).toBe(true)
    if (sent % (64 * 1024) === 0) await new Promise((resolve) => setImmediate(resolve))
  }
  await vi.waitFor(() => expect(port.text().length).toBe(CONSOLE_WINDOW))

  port.onMessage({ type: 'credit', bytes: CONSOLE_WINDOW })
  const skipped = port.signals().find((signal) => signal.type === 'skipped')
  const shown = port.text().length
  expect(shown + (skipped?.bytes ?? 0)).toBe(total)
  expect(skipped?.bytes).toBeGreaterThanOrEqual(512 * 1024)
  const at = port.messages.findIndex((message) => 'type' in message && message.type === 'skipped')
  expect(
    Buffer.from(port.messages[at + 1] as Uint8Array)
      .subarray(0, 1024)
      .toString(),
  ).toBe(line)
})

test('a flood that comes before the log is read is not kept', async () => {
  await writeFile(logPath, 'old\n')
  const { port, socket } = broker().attach()
  socket.events.onOpen()
  const part = new Uint8Array(HISTORY_BYTES / 2).fill(0x61)
  for (let count = 0; count < 2; count++) socket.events.onData(part)
  expect(port.messages).toEqual([])
  socket.events.onData(part)
  // No turn of the event loop has passed: nothing waits for the log any more.
  expect(port.signals()).toEqual([{ type: 'open', history: SHOWN_BYTES }])
  socket.events.onData(bytes('\nlast'))
  await vi.waitFor(() => expect(port.text().slice(-5)).toBe('\nlast'))
  expect(port.text()).not.toContain('old')
  expect(port.signals()).toHaveLength(1)
})

test('the last words of a guest arrive before the end', async () => {
  await writeFile(logPath, 'boot\n')
  const { attach, sockets } = broker()
  const { port, socket } = attach()
  socket.events.onOpen()
  socket.events.onData(bytes('reboot: Power down\n'))
  socket.events.onClosed(null)
  await vi.waitFor(() => expect(port.closed).toBe(true))
  expect(port.text()).toBe('boot\nreboot: Power down\n')
  expect(port.messages.at(-1)).toEqual({ type: 'closed', reason: null })
  attach()
  expect(sockets.length).toBe(2)
})

test('a port that cannot be reached says why', async () => {
  const { port, socket } = broker().attach()
  socket.events.onClosed('connect ENOENT /serial')
  await vi.waitFor(() => expect(port.closed).toBe(true))
  expect(port.signals()).toEqual([{ type: 'closed', reason: 'connect ENOENT /serial' }])
})

test('a window that breaks the protocol is cut off, the other one stays', async () => {
  const { attach } = broker()
  const first = attach()
  const second = attach()
  first.socket.events.onOpen()
  await opened(second.port)
  for (const message of [{ type: 'credit', bytes: 2 ** 60 }, 7, null]) first.port.onMessage(message)
  expect(first.port.closed).toBe(true)
  expect(first.socket.destroyed).toBe(false)
  first.socket.events.onData(bytes('still here'))
  await vi.waitFor(() => expect(second.port.text()).toBe('still here'))
})
