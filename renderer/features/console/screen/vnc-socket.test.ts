import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { CREDIT_STEP } from '../../../../shared/ipc/console.ts'
import { VncSocket } from './vnc-socket.ts'

/** The names that noVNC 1.7 looks for (core/websock.js), on the object or its prototype. */
const wanted = [
  'send',
  'close',
  'binaryType',
  'onerror',
  'onmessage',
  'onopen',
  'protocol',
  'readyState',
]

/** The broker's end of a channel. */
function makeBroker() {
  const { port1, port2 } = new MessageChannel()
  const received: unknown[] = []
  port1.onmessage = ({ data }: MessageEvent<unknown>) => received.push(data)
  return { port: port2, received, send: (data: unknown) => port1.postMessage(data), end: port1 }
}

describe('VncSocket', () => {
  let broker: ReturnType<typeof makeBroker>
  let socket: VncSocket
  beforeEach(() => {
    broker = makeBroker()
    socket = new VncSocket(broker.port)
  })
  afterEach(() => broker.end.close())

  const opened = () =>
    new Promise<void>((resolve) => {
      socket.onopen = resolve
      broker.send({ type: 'open' })
    })

  it('has what noVNC looks for', () => {
    const names = [...Object.keys(socket), ...Object.getOwnPropertyNames(VncSocket.prototype)]
    expect(names).toEqual(expect.arrayContaining(wanted))
  })

  it('connects when the broker says so', async () => {
    expect(socket.readyState).toBe(WebSocket.CONNECTING)
    await opened()
    expect(socket.readyState).toBe(WebSocket.OPEN)
  })

  it('hands bytes on, then returns the credit for them', async () => {
    await opened()
    const data = new Promise<ArrayBuffer>((resolve) => {
      socket.onmessage = (event) => {
        expect(broker.received).toEqual([])
        resolve(event.data)
      }
    })
    broker.send(new Uint8Array(CREDIT_STEP).fill(7))
    // Compared here, for the matcher takes seconds over so many elements.
    const bytes = new Uint8Array(await data)
    expect(bytes).toHaveLength(CREDIT_STEP)
    expect(bytes.every((byte) => byte === 7)).toBe(true)
    const credit = { type: 'credit', bytes: CREDIT_STEP }
    await vi.waitFor(() => expect(broker.received).toEqual([credit]))
  })

  it('returns the credit of small reads together', async () => {
    await opened()
    const part = CREDIT_STEP / 4
    for (let count = 0; count < 6; count++) broker.send(new Uint8Array(part))
    const credit = { type: 'credit', bytes: CREDIT_STEP }
    await vi.waitFor(() => expect(broker.received).toEqual([credit]))
  })

  it('asks for the next update as soon as one begins to arrive, once', async () => {
    await opened()
    const request = Uint8Array.of(3, 1, 0, 0, 0, 0, 4, 0, 3, 0)
    const key = Uint8Array.of(4, 1, 0, 0, 0, 0, 0, 65)
    socket.send(request)
    socket.send(key)
    broker.send(Uint8Array.of(0, 0))
    broker.send(Uint8Array.of(0, 1))
    await vi.waitFor(() => expect(broker.received).toHaveLength(3))
    expect(broker.received).toEqual([request, key, request])
  })

  it('hands on the bytes of a view alone, not of the whole buffer', async () => {
    await opened()
    const data = new Promise<ArrayBuffer>((resolve) => {
      socket.onmessage = (event) => resolve(event.data)
    })
    broker.send(new Uint8Array(Uint8Array.of(9, 1, 2, 9).buffer, 1, 2))
    expect(new Uint8Array(await data)).toEqual(Uint8Array.of(1, 2))
  })

  it('sends a copy, for noVNC uses its buffer again', async () => {
    await opened()
    const queue = new Uint8Array([1, 2, 3, 4])
    socket.send(queue.subarray(1, 3))
    queue.fill(0)
    await vi.waitFor(() => expect(broker.received).toEqual([Uint8Array.of(2, 3)]))
    const [bytes] = broker.received
    expect(bytes instanceof Uint8Array && bytes.buffer.byteLength).toBe(2)
  })

  it('closes in a later turn, and tells the broker', async () => {
    await opened()
    const closed = vi.fn<NonNullable<VncSocket['onclose']>>()
    socket.onclose = closed
    socket.close()
    expect(socket.readyState).toBe(WebSocket.CLOSED)
    expect(closed).not.toHaveBeenCalled()
    await vi.waitFor(() => expect(closed).toHaveBeenCalledTimes(1))
    expect(closed.mock.lastCall?.[0]).toMatchObject({ code: 1000, wasClean: true })
    await vi.waitFor(() => expect(broker.received).toEqual([{ type: 'close' }]))
    socket.close()
    socket.send(Uint8Array.of(1))
    await Promise.resolve()
    expect(closed).toHaveBeenCalledTimes(1)
  })

  it.each([
    [null, { code: 1000, reason: '', wasClean: true }],
    ['ECONNRESET', { code: 1006, reason: 'ECONNRESET', wasClean: false }],
  ])('tells why the broker closed: %s', async (reason, event) => {
    await opened()
    const closed = vi.fn<NonNullable<VncSocket['onclose']>>()
    socket.onclose = closed
    broker.send({ type: 'closed', reason })
    await vi.waitFor(() => expect(closed).toHaveBeenCalledTimes(1))
    expect(closed.mock.lastCall?.[0]).toEqual(event)
  })
})
