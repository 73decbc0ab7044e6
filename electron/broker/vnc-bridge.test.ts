import { expect, test } from 'vitest'
import { CONSOLE_WINDOW } from '../../shared/ipc/console.ts'
import { bytes, fakePort, fakeSockets } from './testing/fakes.ts'
import { WRITE_LIMIT } from './socket.ts'
import { bridgeVnc } from './vnc-bridge.ts'

function bridge() {
  const port = fakePort()
  const { open, sockets } = fakeSockets()
  bridgeVnc(port, '/vnc', open)
  const [socket] = sockets
  if (socket === undefined) throw new Error('no socket was opened')
  return { port, socket }
}

test('tells of the connection and carries bytes both ways', () => {
  const { port, socket } = bridge()
  socket.events.onOpen()
  expect(socket.events.onData(bytes('RFB 003.008\n'))).toBe(true)
  port.onMessage(bytes('RFB 003.008\n'))
  expect(port.signals()).toEqual([{ type: 'open' }])
  expect(port.text()).toBe('RFB 003.008\n')
  expect(socket.written).toEqual(['RFB 003.008\n'])
})

test('sends no more than the window, pauses, and goes on with credit', () => {
  const { port, socket } = bridge()
  expect(socket.events.onData(new Uint8Array(CONSOLE_WINDOW - 1))).toBe(true)
  expect(socket.events.onData(bytes('abc'))).toBe(false)
  expect(port.text().length).toBe(CONSOLE_WINDOW)
  expect(port.text().at(-1)).toBe('a')

  port.onMessage({ type: 'credit', bytes: 1 })
  expect(port.text().at(-1)).toBe('b')
  expect(socket.resumed).toBe(0)
  port.onMessage({ type: 'credit', bytes: 100 })
  expect(port.text().slice(-3)).toBe('abc')
  expect(socket.resumed).toBe(1)
})

test('what was read before the end arrives before the end', () => {
  const { port, socket } = bridge()
  socket.events.onData(new Uint8Array(CONSOLE_WINDOW))
  socket.events.onData(bytes('last'))
  socket.events.onClosed(null)
  expect(port.closed).toBe(false)
  port.onMessage({ type: 'credit', bytes: 10 })
  expect(port.text().slice(-4)).toBe('last')
  expect(port.messages.at(-1)).toEqual({ type: 'closed', reason: null })
  expect(port.closed).toBe(true)
})

test('a socket that fails closes the port with the reason', () => {
  const { port, socket } = bridge()
  socket.events.onClosed('connect ECONNREFUSED /vnc')
  expect(port.signals()).toEqual([{ type: 'closed', reason: 'connect ECONNREFUSED /vnc' }])
  expect(port.closed).toBe(true)
})

test('a window that has gone ends the connection, and nothing is posted after', () => {
  const { port, socket } = bridge()
  socket.events.onOpen()
  port.close()
  port.onClose()
  expect(socket.destroyed).toBe(true)
  socket.events.onData(bytes('late'))
  socket.events.onClosed(null)
  expect(port.signals()).toEqual([{ type: 'open' }])
})

test('close is answered in order', () => {
  const { port, socket } = bridge()
  port.onMessage({ type: 'close' })
  expect(socket.destroyed).toBe(true)
  expect(port.signals()).toEqual([{ type: 'closed', reason: null }])
})

test.each([
  ['nothing', undefined],
  ['null', null],
  ['text', 'abc'],
  ['an ArrayBuffer', new ArrayBuffer(3)],
  ['an unknown type', { type: 'open' }],
  ['no credit', { type: 'credit' }],
  ['zero credit', { type: 'credit', bytes: 0 }],
  ['negative credit', { type: 'credit', bytes: -1 }],
  ['a fraction', { type: 'credit', bytes: 0.5 }],
  ['not a number', { type: 'credit', bytes: Number.NaN }],
  ['endless credit', { type: 'credit', bytes: Number.POSITIVE_INFINITY }],
  ['more credit than was spent', { type: 'credit', bytes: 1 }],
])('a window that sends %s is cut off', (_what, message) => {
  const { port, socket } = bridge()
  port.onMessage(message)
  expect(port.closed).toBe(true)
  expect(socket.destroyed).toBe(true)
  expect(port.signals().at(-1)).toMatchObject({ type: 'closed', reason: expect.any(String) })
  port.onMessage(message)
  expect(port.signals().length).toBe(1)
})

test('a window that sends more than the console takes is cut off', () => {
  const { port, socket } = bridge()
  port.onMessage(new Uint8Array(WRITE_LIMIT + 1))
  expect(socket.destroyed).toBe(true)
  expect(port.closed).toBe(true)
})
