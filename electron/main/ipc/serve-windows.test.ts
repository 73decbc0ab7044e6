import { EventEmitter } from 'node:events'
import type { BrowserWindow } from 'electron'
import { beforeEach, expect, test, vi } from 'vitest'
import { channels } from '../../../shared/ipc/channels.ts'
import { silentLogger } from '../../platform/logger.ts'
import { serveWindows } from './serve-windows.ts'
import type { Subscriber, TopicFeed } from './topic-feed.ts'

const ipc = vi.hoisted(() => ({
  handlers: new Map<string, (...args: unknown[]) => unknown>(),
}))
vi.mock('electron', () => ({
  ipcMain: {
    handle: (channel: string, handler: () => unknown) => ipc.handlers.set(channel, handler),
    on: (channel: string, handler: () => unknown) => ipc.handlers.set(channel, handler),
  },
}))

interface FakeWindow {
  readonly window: BrowserWindow
  readonly sent: unknown[][]
  emit(event: string): void
  /** An event as its page's main frame sends it. */
  event(frame?: object): object
}

function fakeWindow(): FakeWindow {
  const mainFrame = {
    ...{ parent: null, url: 'app://guesthouse/index.html', processId: 1, routingId: 1 },
  }
  const sent: unknown[][] = []
  const contents = Object.assign(new EventEmitter(), {
    mainFrame,
    isDestroyed: () => false,
    isCrashed: () => false,
    send: (...message: unknown[]) => void sent.push(message),
  })
  return {
    window: { webContents: contents } as unknown as BrowserWindow,
    sent,
    emit: (event) => void contents.emit(event),
    event: (frame = mainFrame) => ({ sender: contents, senderFrame: frame }),
  }
}

const subscribers = new Set<Subscriber>()
const feed = {
  subscribe: (_topic: string, subscriber: Subscriber) => {
    subscribers.add(subscriber)
    return { sequence: 0, snapshot: [] }
  },
  unsubscribe: (_topic: string, subscriber: Subscriber) => void subscribers.delete(subscriber),
  drop: (subscriber: Subscriber) => void subscribers.delete(subscriber),
} as unknown as TopicFeed
const router = vi.fn(() => Promise.resolve({ ok: true as const, value: 1 }))

const send = (channel: string, ...args: unknown[]): unknown => ipc.handlers.get(channel)?.(...args)
const serve = () => serveWindows({ router, feed: Promise.resolve(feed), logger: silentLogger })

beforeEach(() => {
  subscribers.clear()
  router.mockClear()
})

test('every served window is answered as itself', async () => {
  const [one, two] = [fakeWindow(), fakeWindow()]
  const server = serve()
  server.serve(one.window)
  server.serve(two.window)
  await send(channels.call, two.event(), 'app.info', undefined)
  expect(router).toHaveBeenCalledWith(
    'app.info',
    undefined,
    expect.objectContaining({ browserWindow: two.window }),
  )
})

test.each([
  ['a window that is not ours', () => fakeWindow().event()],
  [
    'a frame inside the page',
    (own: FakeWindow) => own.event({ parent: {}, url: 'app://guesthouse/' }),
  ],
  ['another origin', (own: FakeWindow) => own.event({ parent: null, url: 'https://guesthouse/' })],
  [
    'a main frame that has been replaced',
    (own: FakeWindow) =>
      own.event({ parent: null, url: 'app://guesthouse/', processId: 2, routingId: 1 }),
  ],
])('%s is refused', async (_who, eventOf) => {
  const own = fakeWindow()
  serve().serve(own.window)
  const event = eventOf(own)
  const refused = { ok: false, error: { code: 'NOT_ALLOWED' } }
  expect(await send(channels.call, event, 'app.info', undefined)).toMatchObject(refused)
  expect(await send(channels.subscribe, event, 'guests')).toMatchObject(refused)
  send(channels.unsubscribe, event, 'guests')
  expect(router).not.toHaveBeenCalled()
  expect(subscribers.size).toBe(0)
})

test('windows subscribe each for itself, and what a page asked for ends with it', async () => {
  const [one, two] = [fakeWindow(), fakeWindow()]
  const server = serve()
  server.serve(one.window)
  server.serve(two.window)
  await send(channels.subscribe, one.event(), 'guests')
  await send(channels.subscribe, two.event(), 'guests')
  for (const subscriber of subscribers) subscriber.send({} as never)
  expect([one.sent.length, two.sent.length]).toEqual([1, 1])

  one.emit('did-navigate')
  await vi.waitFor(() => expect(subscribers.size).toBe(1))
  two.emit('destroyed')
  await vi.waitFor(() => expect(subscribers.size).toBe(0))
  expect(await send(channels.call, two.event(), 'app.info', undefined)).toMatchObject({ ok: false })
})

test('a page that has gone meanwhile gets no subscription', async () => {
  const own = fakeWindow()
  serve().serve(own.window)
  const answer = send(channels.subscribe, own.event(), 'guests')
  own.emit('render-process-gone')
  expect(await answer).toMatchObject({ ok: false })
  expect(subscribers.size).toBe(0)
})

test('all pages are told when their consoles are lost', () => {
  const [one, two] = [fakeWindow(), fakeWindow()]
  const server = serve()
  server.serve(one.window)
  server.serve(two.window)
  server.consolesLost()
  expect([one.sent, two.sent]).toEqual([[[channels.consolesLost]], [[channels.consolesLost]]])
})
