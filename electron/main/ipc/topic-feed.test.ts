import { afterEach, expect, test, vi } from 'vitest'
import { unknownDesktop } from '../../../shared/domain/desktop.ts'
import type { GuestView } from '../../../shared/domain/guest.ts'
import { defaultSettings } from '../../../shared/domain/settings.ts'
import type { StatisticsChange } from '../../../shared/domain/statistics.ts'
import type { TopicEvent } from '../../../shared/ipc/contract.ts'
import type { Connection, GuestChange } from '../../connections/connection.ts'
import { silentLogger } from '../../platform/logger.ts'
import { createWindowRequests } from '../requests.ts'
import { createSource } from './source.ts'
import { createTopicFeed } from './topic-feed.ts'

const guest = (id: string): GuestView => ({
  id,
  name: id,
  state: 'stopped',
  since: 0,
  actions: [],
  config: null,
  runtime: null,
  job: null,
  error: null,
})

function fakeConnection() {
  let guests: GuestView[] = []
  const listeners = new Set<(change: GuestChange) => void>()
  const measured = new Set<(change: StatisticsChange) => void>()
  const connection = {
    list: () => guests,
    onChange(listener: (change: GuestChange) => void) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    onHostChange: () => () => {},
    jobs: { list: () => [], onChange: () => () => {} },
    statistics: {
      snapshot: () => [],
      onChange(listener: (change: StatisticsChange) => void) {
        measured.add(listener)
        return () => measured.delete(listener)
      },
    },
  } as unknown as Connection
  return {
    connection,
    listeners,
    measured,
    put(id: string) {
      guests = [...guests, guest(id)]
      for (const listener of listeners) listener({ type: 'put', guest: guest(id) })
    },
  }
}

const logger = { ...silentLogger, error: vi.fn() }
afterEach(() => logger.error.mockClear())

const journal = { list: () => [], onChange: () => () => {} }

const settings = createSource<'settings'>({
  ...{ settings: defaultSettings, problems: [], path: '/settings.json' },
})
const hostCheck = createSource<'hostCheck'>({ state: 'not-run', startedAt: null, rows: [] })
const desktop = createSource<'desktop'>(unknownDesktop)
const leaving = createSource<'leaving'>(null)

const feedOf = (connection: Connection, requests = createWindowRequests()) =>
  createTopicFeed(
    { connection, journal, requests, settings, hostCheck, desktop, leaving },
    { logger, checkOutput: true },
  )

const subscriber = () => {
  const events: TopicEvent[] = []
  return { events, send: (event: TopicEvent) => void events.push(event) }
}

test('a snapshot is followed by the changes after it, numbered without a gap', () => {
  const fake = fakeConnection()
  const feed = feedOf(fake.connection)
  fake.put('a')
  const window = subscriber()
  expect(feed.subscribe('guests', window)).toEqual({ sequence: 1, snapshot: [guest('a')] })
  fake.put('b')
  fake.put('c')
  expect(window.events.map(({ sequence }) => sequence)).toEqual([2, 3])
  expect(window.events[0]).toEqual({
    topic: 'guests',
    sequence: 2,
    change: { type: 'put', guest: guest('b') },
  })
})

test('only who asked is told, and only for as long as it wants', () => {
  const fake = fakeConnection()
  const feed = feedOf(fake.connection)
  const [one, two] = [subscriber(), subscriber()]
  feed.subscribe('guests', one)
  feed.subscribe('guests', two)
  feed.subscribe('guests', two)
  fake.put('a')
  feed.unsubscribe('guests', one)
  feed.drop(two)
  fake.put('b')
  expect([one.events.length, two.events.length]).toEqual([1, 1])
})

test('has statistics made only while somebody has subscribed', () => {
  const fake = fakeConnection()
  const feed = feedOf(fake.connection)
  const [one, two] = [subscriber(), subscriber()]
  feed.subscribe('guests', one)
  expect(fake.measured.size).toBe(0)
  feed.subscribe('statistics', one)
  feed.subscribe('statistics', two)
  expect(fake.measured.size).toBe(1)
  for (const tell of fake.measured) tell({ span: 'minute', samples: [] })
  const event = { topic: 'statistics', sequence: 1, change: { span: 'minute', samples: [] } }
  expect([one.events, two.events]).toEqual([[event], [event]])
  feed.unsubscribe('statistics', one)
  expect(fake.measured.size).toBe(1)
  feed.drop(two)
  expect(fake.measured.size).toBe(0)
  expect(feed.subscribe('statistics', one)).toEqual({ sequence: 1, snapshot: [] })
  expect(fake.measured.size).toBe(1)
})

test('a request that came before the window is in its first snapshot, and never again', () => {
  const requests = createWindowRequests()
  requests.ask({ kind: 'activity' })
  const feed = feedOf(fakeConnection().connection, requests)
  const [first, second] = [subscriber(), subscriber()]
  expect(feed.subscribe('requests', first)).toEqual({
    sequence: 0,
    snapshot: [{ kind: 'activity' }],
  })
  requests.ask({ kind: 'new-machine' })
  expect(first.events).toEqual([
    { topic: 'requests', sequence: 1, change: { kind: 'new-machine' } },
  ])
  feed.drop(first)
  requests.ask({ kind: 'activity' })
  expect(feed.subscribe('requests', second).snapshot).toEqual([{ kind: 'activity' }])
})

test('lets go of the connection', () => {
  const fake = fakeConnection()
  const feed = feedOf(fake.connection)
  feed.subscribe('statistics', subscriber())
  feed.close()
  expect(fake.listeners.size + fake.measured.size).toBe(0)
})

test('what breaks the contract is told to whoever develops', () => {
  const fake = fakeConnection()
  const feed = feedOf(fake.connection)
  const window = subscriber()
  feed.subscribe('guests', window)
  fake.put('00000000-0000-4000-8000-000000000001')
  expect(logger.error).not.toHaveBeenCalled()
  fake.put('no-uuid')
  expect(logger.error).toHaveBeenCalledWith(
    'the topic guests breaks the contract',
    expect.objectContaining({ part: 'change' }),
  )
  // The window has it all the same: what it can show is better than nothing.
  expect(window.events).toHaveLength(2)
})

test('what is told whole, such as settings, is told to those that follow it', () => {
  const fake = fakeConnection()
  const feed = feedOf(fake.connection)
  const window = subscriber()
  expect(feed.subscribe('desktop', window).snapshot).toEqual(unknownDesktop)
  const view = { accent: '#3584e4', trayHost: true }
  desktop.set(view)
  expect(window.events).toEqual([{ topic: 'desktop', sequence: 1, change: view }])
  expect(logger.error).not.toHaveBeenCalled()
})
