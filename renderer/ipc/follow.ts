import type { ErrorData } from '../../shared/domain/errors.ts'
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

/**
 * Mirrors a topic: a snapshot first, then its changes in order. Changes that arrive before the
 * snapshot wait for it; where a number is missing, a new snapshot is asked for. Returns the end.
 */
export function follow<T extends TopicName>(topic: T, listener: TopicListener<T>): () => void {
  /** Number of the next change; null while a snapshot is on its way. */
  let expected: number | null = null
  let early: TopicEvent<T>[] = []
  /** Answers to an older request than the last one are ignored. */
  let request = 0
  let ended = false

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
      const start = unwrap(await bridge().subscribe(topic)) as TopicStart<T>
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

  const remove = bridge().onEvent((event) => {
    if (!ended && isEventOf(event, topic)) take(event)
  })
  void begin()

  return () => {
    ended = true
    remove()
    bridge().unsubscribe(topic)
  }
}
