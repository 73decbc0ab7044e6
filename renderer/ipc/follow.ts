import type { ErrorData } from '../../shared/domain/errors.ts'
import type { Bridge } from '../../shared/ipc/channels.ts'
import type {
  TopicChange,
  TopicEvent,
  TopicName,
  TopicSnapshot,
  TopicStart,
} from '../../shared/ipc/contract.ts'
import { bridge } from './bridge.ts'
import { errorDataOf, unwrap } from './call.ts'

export interface TopicListener<T extends TopicName> {
  onSnapshot(snapshot: TopicSnapshot<T>): void
  onChange(change: TopicChange<T>): void
  onError(error: ErrorData): void
}

const isEventOf = <T extends TopicName>(value: unknown, topic: T): value is TopicEvent<T> =>
  typeof value === 'object' && value !== null && 'topic' in value && value.topic === topic

/** How many follow each topic over a bridge: main tells a page once, however many they are. */
const followers = new WeakMap<Bridge, Map<TopicName, number>>()

function countFollowers(of: Bridge, topic: TopicName, by: 1 | -1): number {
  const counts = followers.get(of) ?? new Map<TopicName, number>()
  followers.set(of, counts)
  const count = (counts.get(topic) ?? 0) + by
  counts.set(topic, count)
  return count
}

/**
 * Mirrors a topic: a snapshot first, then its changes in order. Changes that arrive before the
 * snapshot wait for it; where a number is missing, a new snapshot is asked for. Returns the end. A
 * topic may be followed more than once: each gets a snapshot of its own, and the subscription ends
 * with the last.
 */
export function follow<T extends TopicName>(topic: T, listener: TopicListener<T>): () => void {
  /** Number of the next change; null while a snapshot is on its way. */
  let expected: number | null = null
  let early: TopicEvent<T>[] = []
  /** Answers to an older request than the last one are ignored. */
  let request = 0
  let ended = false
  const used = bridge()
  countFollowers(used, topic, 1)

  const take = (event: TopicEvent<T>): void => {
    if (expected === null) {
      early.push(event)
    } else if (event.sequence > expected) {
      void begin()
    } else if (event.sequence === expected) {
      expected += 1
      listener.onChange(event.change)
    }
    // A lower number is part of the snapshot already.
  }

  const begin = async (): Promise<void> => {
    const mine = ++request
    expected = null
    early = []
    try {
      const start = unwrap(await used.subscribe(topic)) as TopicStart<T>
      if (ended || mine !== request) return
      expected = start.sequence + 1
      listener.onSnapshot(start.snapshot)
    } catch (error) {
      if (!ended && mine === request) listener.onError(errorDataOf(error))
      return
    }
    const waiting = early
    early = []
    for (const event of waiting) take(event)
  }

  const remove = used.onEvent((event) => {
    if (!ended && isEventOf(event, topic)) take(event)
  })
  void begin()

  return () => {
    if (ended) return
    ended = true
    remove()
    if (countFollowers(used, topic, -1) === 0) used.unsubscribe(topic)
  }
}
