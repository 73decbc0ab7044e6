import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { CREDIT_STEP } from '../../../../shared/ipc/console.ts'
import { encoding, setEncodings } from './rfb/encodings.ts'
import { keyOf, pointerEvent, qemuKey } from './rfb/messages.ts'
import { rfb } from './testing/rfb-server.ts'
import { VncSocket, type VncSocketEvents } from './vnc-socket.ts'

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

const hello = Uint8Array.from([
  ...rfb.version,
  ...rfb.security(1),
  ...rfb.accepted,
  ...rfb.init(1024, 1024),
])
const bytesOf = (...bytes: number[]): Uint8Array => Uint8Array.from(bytes)

describe('VncSocket', () => {
  let broker: ReturnType<typeof makeBroker>
  let socket: VncSocket
  const events = {
    size: vi.fn<VncSocketEvents['size']>(),
    sizeAnswer: vi.fn<VncSocketEvents['sizeAnswer']>(),
    pointerType: vi.fn<VncSocketEvents['pointerType']>(),
    cutText: vi.fn<VncSocketEvents['cutText']>(),
    update: vi.fn<VncSocketEvents['update']>(),
  }
  beforeEach(() => {
    for (const event of Object.values(events)) event.mockClear()
    broker = makeBroker()
    socket = new VncSocket(broker.port, events)
  })
  afterEach(() => {
    socket.close()
    broker.end.close()
  })

  const opened = () =>
    new Promise<void>((resolve) => {
      socket.onopen = resolve
      broker.send({ type: 'open' })
    })
  /** Past the greeting; what noVNC gets from then on. */
  const greeted = async () => {
    await opened()
    let got: number[] = []
    socket.onmessage = ({ data }) => got.push(...new Uint8Array(data))
    broker.send(hello)
    await vi.waitFor(() => expect(events.size).toHaveBeenCalledWith(1024, 1024))
    got = []
    return () => got
  }

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
    const got = await greeted()
    // A picture of the size of the step, but for what came before it.
    const picture = rfb.update(rfb.rectangle(0, 0, 1024, 1024, encoding.raw))
    broker.send(Uint8Array.from(picture))
    const pixels = new Uint8Array(1024 * 1024 * 4).fill(7)
    socket.onmessage = ({ data }) => {
      expect(broker.received).toEqual([])
      got().push(data.byteLength)
    }
    broker.send(pixels.slice(0, CREDIT_STEP))
    const credit = { type: 'credit', bytes: hello.length + picture.length + CREDIT_STEP }
    await vi.waitFor(() => expect(broker.received).toEqual([credit]))
    expect(got().at(-1)).toBe(CREDIT_STEP)
  })

  it('asks for the next update as soon as one begins to arrive, once', async () => {
    await greeted()
    const request = bytesOf(3, 1, 0, 0, 0, 0, 4, 0, 3, 0)
    socket.send(request)
    broker.send(bytesOf(0, 0))
    broker.send(bytesOf(0, 1))
    await vi.waitFor(() => expect(broker.received).toHaveLength(2))
    expect(broker.received).toEqual([request, request])
  })

  it('hands on the bytes of a view alone, not of the whole buffer', async () => {
    const got = await greeted()
    broker.send(new Uint8Array(bytesOf(9, 2, 2, 9).buffer, 1, 2))
    await vi.waitFor(() => expect(got()).toEqual([2, 2]))
  })

  it('sends a copy, for noVNC uses its buffer again', async () => {
    await greeted()
    const queue = bytesOf(1, 9, 9, 4)
    socket.send(queue.subarray(1, 3))
    queue.fill(0)
    await vi.waitFor(() => expect(broker.received).toEqual([bytesOf(9, 9)]))
    const [bytes] = broker.received
    expect(bytes instanceof Uint8Array && bytes.buffer.byteLength).toBe(2)
  })

  it('asks for what it understands, in place of what noVNC does', async () => {
    await greeted()
    socket.send(bytesOf(2, 0, 0, 2, 0, 0, 0, 7, 0, 0, 0, 16))
    await vi.waitFor(() => expect(broker.received).toEqual([setEncodings()]))
  })

  it('nudges after a key, three times however many follow it closely', async () => {
    await greeted()
    const key = qemuKey(true, 30)
    socket.send(key)
    socket.send(qemuKey(false, 30))
    socket.send(key)
    const nudge = qemuKey(false, 0x76)
    await vi.waitFor(() => expect(broker.received).toHaveLength(6))
    expect(broker.received.slice(3)).toEqual([nudge, nudge, nudge])
  })

  it('lets go of the keys that are down, once', async () => {
    await greeted()
    socket.send(qemuKey(true, 29, 0xffe3))
    socket.send(qemuKey(true, 30))
    socket.send(qemuKey(false, 30))
    socket.releaseKeys()
    socket.releaseKeys()
    const ups = () =>
      broker.received
        .filter((message) => message instanceof Uint8Array)
        .map(keyOf)
        .filter((key) => key !== null && !key.down && key.key === 'code 29')
    await vi.waitFor(() => expect(ups()).toHaveLength(1))
  })

  it('turns the pointer of noVNC into one that moves, where the guest has such a one', async () => {
    await greeted()
    socket.send(pointerEvent(1, 10, 20))
    broker.send(Uint8Array.from(rfb.update(rfb.pointer(false))))
    await vi.waitFor(() => expect(events.pointerType).toHaveBeenLastCalledWith(false))
    socket.send(pointerEvent(0, 30, 40))
    socket.send(pointerEvent(1, 50, 60))
    socket.movePointer(1.5, -2)
    socket.movePointer(0.5, 0)
    await vi.waitFor(() => expect(broker.received).toHaveLength(4))
    expect(broker.received).toEqual([
      pointerEvent(1, 10, 20),
      pointerEvent(1, 0x7fff, 0x7fff),
      pointerEvent(1, 0x8000, 0x7ffd),
      pointerEvent(1, 0x8000, 0x7fff),
    ])
  })

  it('leaves the pointer alone where the guest says that it is absolute', async () => {
    await greeted()
    const told = rfb.update(rfb.pointer(true))
    const drawn = rfb.update(rfb.qemuKeys, rfb.raw(0, 0, 1, 1))
    broker.send(Uint8Array.from([...told, ...drawn]))
    await vi.waitFor(() => expect(events.update).toHaveBeenLastCalledWith(1))
    socket.send(pointerEvent(0, 30, 40))
    await vi.waitFor(() => expect(broker.received).toEqual([pointerEvent(0, 30, 40)]))
  })

  it('keeps copied text from noVNC and tells of it', async () => {
    const got = await greeted()
    broker.send(Uint8Array.from([...rfb.cutText('hello'), ...rfb.bell]))
    await vi.waitFor(() => expect(got()).toEqual(rfb.bell))
    expect(events.cutText).toHaveBeenLastCalledWith(false, new TextEncoder().encode('hello'))
  })

  it('yields between the parts of a flood, and loses none of it', async () => {
    const got = await greeted()
    const parts: number[] = []
    const slow = (data: ArrayBuffer): void => {
      // Longer than a turn may be.
      const end = performance.now() + 10
      while (performance.now() < end);
      got().push(...new Uint8Array(data))
    }
    socket.onmessage = ({ data }) => {
      parts.push(data.byteLength)
      slow(data)
    }
    for (let count = 0; count < 5; count++) broker.send(Uint8Array.from(rfb.bell))
    let turns = 0
    const count = setInterval(() => (turns += 1), 0)
    await vi.waitFor(() => expect(parts).toHaveLength(5))
    clearInterval(count)
    expect(turns).toBeGreaterThan(0)
    expect(got()).toEqual([2, 2, 2, 2, 2])
  })

  it.each([
    ['garbage', Uint8Array.from([255, 255, 255]), 'type 255'],
    ['an encoding of its own', Uint8Array.from(rfb.update(rfb.rectangle(0, 0, 1, 1, 7))), '7'],
  ])('ends at %s, and says what came', async (_, bytes, reason) => {
    await greeted()
    const closed = vi.fn<NonNullable<VncSocket['onclose']>>()
    socket.onclose = closed
    broker.send(bytes)
    await vi.waitFor(() => expect(closed).toHaveBeenCalledTimes(1))
    expect(closed.mock.lastCall?.[0]).toMatchObject({ code: 1002, wasClean: false })
    expect(closed.mock.lastCall?.[0].reason).toContain(reason)
    await vi.waitFor(() => expect(broker.received).toEqual([{ type: 'close' }]))
  })

  it('ends when noVNC chokes on something', async () => {
    await greeted()
    const closed = vi.fn<NonNullable<VncSocket['onclose']>>()
    socket.onclose = closed
    socket.onmessage = () => {
      throw new Error('choked')
    }
    broker.send(Uint8Array.from(rfb.bell))
    await vi.waitFor(() => expect(closed).toHaveBeenCalledTimes(1))
    expect(closed.mock.lastCall?.[0]).toMatchObject({ code: 1002, reason: 'choked' })
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
