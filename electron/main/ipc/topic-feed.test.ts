import { expect, test } from 'vitest'
import type { GuestView } from '../../../shared/domain/guest.ts'
import type { TopicEvent } from '../../../shared/ipc/contract.ts'
import type { Connection, GuestChange } from '../../connections/connection.ts'
import { createTopicFeed } from './topic-feed.ts'

const guest = (id: string): GuestView => ({
  id,
  name: id,
  state: 'stopped',
  since: 0,
  actions: [],
  config: null,
  runtime: null,
  error: null,
})

function fakeConnection() {
  let guests: GuestView[] = []
  const listeners = new Set<(change: GuestChange) => void>()
  const connection = {
    list: () => guests,
    onChange(listener: (change: GuestChange) => void) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    onHostChange: () => () => {},
  } as unknown as Connection
  return {
    connection,
    listeners,
    put(id: string) {
      guests = [...guests, guest(id)]
      for (const listener of listeners) listener({ type: 'put', guest: guest(id) })
    },
  }
}

const subscriber = () => {
  const events: TopicEvent[] = []
  return { events, send: (event: TopicEvent) => void events.push(event) }
}

test('a snapshot is followed by the changes after it, numbered without a gap', () => {
  const fake = fakeConnection()
  const feed = createTopicFeed(fake.connection)
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
  const feed = createTopicFeed(fake.connection)
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

test('lets go of the connection', () => {
  const fake = fakeConnection()
  createTopicFeed(fake.connection).close()
  expect(fake.listeners.size).toBe(0)
})
