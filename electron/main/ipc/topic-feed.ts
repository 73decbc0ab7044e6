import type {
  TopicChange,
  TopicEvent,
  TopicName,
  TopicSnapshot,
  TopicStart,
} from '../../../shared/ipc/contract.ts'
import type { Connection } from '../../connections/connection.ts'

/** A window that is told of changes. One object stands for one window. */
export interface Subscriber {
  send(event: TopicEvent): void
}

export interface TopicFeed {
  /** The snapshot and its number; changes that follow are sent with the numbers after it. */
  subscribe(topic: TopicName, subscriber: Subscriber): TopicStart
  unsubscribe(topic: TopicName, subscriber: Subscriber): void
  /** Ends all of a window's subscriptions: its page has gone. */
  drop(subscriber: Subscriber): void
  close(): void
}

interface Topic {
  sequence: number
  readonly subscribers: Set<Subscriber>
  readonly snapshot: () => TopicSnapshot<TopicName>
}

/** Numbers a connection's changes and sends them to the windows that asked for them. */
export function createTopicFeed(connection: Connection): TopicFeed {
  const topic = (snapshot: Topic['snapshot']): Topic => ({
    sequence: 0,
    subscribers: new Set(),
    snapshot,
  })
  const feed: Record<TopicName, Topic> = {
    guests: topic(() => [...connection.list()]),
    host: topic(() => connection.host()),
  }
  const publish = <T extends TopicName>(name: T, change: TopicChange<T>): void => {
    const sequence = ++feed[name].sequence
    for (const subscriber of feed[name].subscribers) {
      subscriber.send({ topic: name, sequence, change })
    }
  }
  const stops = [
    connection.onChange((change) => publish('guests', change)),
    connection.onHostChange((host) => publish('host', host)),
  ]
  return {
    subscribe(name, subscriber) {
      const { subscribers, sequence, snapshot } = feed[name]
      subscribers.add(subscriber)
      return { sequence, snapshot: snapshot() }
    },
    unsubscribe(name, subscriber) {
      feed[name].subscribers.delete(subscriber)
    },
    drop(subscriber) {
      for (const { subscribers } of Object.values(feed)) subscribers.delete(subscriber)
    },
    close() {
      for (const stop of stops) stop()
    },
  }
}
