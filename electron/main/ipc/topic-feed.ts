import {
  type TopicChange,
  type TopicEvent,
  type TopicName,
  type TopicSnapshot,
  type TopicStart,
  topics,
} from '../../../shared/ipc/contract.ts'
import type { Connection } from '../../connections/connection.ts'
import type { Logger } from '../../platform/logger.ts'
import type { Journal } from '../journal/journal.ts'
import type { WindowRequests } from '../requests.ts'
import type { SettingsStore } from '../settings/settings-file.ts'
import type { Source } from './source.ts'

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
  /** Of a topic that is followed only while somebody subscribes; returns what ends that. */
  readonly follow?: () => () => void
  unfollow?: (() => void) | undefined
}

/** What the topics are made of. */
export interface TopicSources {
  readonly connection: Connection
  readonly journal: Pick<Journal, 'list' | 'onChange'>
  readonly requests: Pick<WindowRequests, 'take' | 'onAsk'>
  readonly settings: Pick<SettingsStore, 'view' | 'onChange'>
  readonly hostCheck: Source<'hostCheck'>
  readonly desktop: Source<'desktop'>
  readonly leaving: Source<'leaving'>
}

interface TopicFeedOptions {
  readonly logger: Logger
  /** Checks what is told against the contract too: for development and tests. */
  readonly checkOutput: boolean
}

/** Numbers the changes of the sources and sends them to the windows that asked for them. */
export function createTopicFeed(
  { connection, journal, requests, settings, hostCheck, desktop, leaving }: TopicSources,
  { logger, checkOutput }: TopicFeedOptions,
): TopicFeed {
  const check = (name: TopicName, part: 'snapshot' | 'change', value: unknown): void => {
    if (!checkOutput) return
    const checked = topics[name][part].safeParse(value)
    if (checked.success) return
    const issues = checked.error.issues.slice(0, 3)
    logger.error(`the topic ${name} breaks the contract`, { part, issues })
  }
  const topic = (snapshot: Topic['snapshot'], follow?: Topic['follow']): Topic => ({
    sequence: 0,
    subscribers: new Set(),
    snapshot,
    ...(follow === undefined ? {} : { follow }),
  })
  const feed: Record<TopicName, Topic> = {
    guests: topic(() => [...connection.list()]),
    host: topic(() => connection.host()),
    jobs: topic(() => [...connection.jobs.list()]),
    journal: topic(() => [...journal.list()]),
    requests: topic(
      () => requests.take(),
      () => requests.onAsk((request) => publish('requests', request)),
    ),
    settings: topic(() => settings.view()),
    hostCheck: topic(() => hostCheck.view()),
    desktop: topic(() => desktop.view()),
    leaving: topic(() => leaving.view()),
    statistics: topic(
      () => connection.statistics.snapshot(),
      () => connection.statistics.onChange((change) => publish('statistics', change)),
    ),
  }
  const publish = <T extends TopicName>(name: T, change: TopicChange<T>): void => {
    check(name, 'change', change)
    const sequence = ++feed[name].sequence
    for (const subscriber of feed[name].subscribers) {
      subscriber.send({ topic: name, sequence, change })
    }
  }
  const leave = (left: Topic, subscriber: Subscriber): void => {
    left.subscribers.delete(subscriber)
    if (left.subscribers.size > 0) return
    left.unfollow?.()
    left.unfollow = undefined
  }
  const stops = [
    connection.onChange((change) => publish('guests', change)),
    connection.onHostChange((host) => publish('host', host)),
    connection.jobs.onChange((change) => publish('jobs', change)),
    journal.onChange((change) => publish('journal', change)),
    settings.onChange((change) => publish('settings', change)),
    hostCheck.onChange((change) => publish('hostCheck', change)),
    desktop.onChange((change) => publish('desktop', change)),
    leaving.onChange((change) => publish('leaving', change)),
  ]
  return {
    subscribe(name, subscriber) {
      const joined = feed[name]
      joined.unfollow ??= joined.follow?.()
      joined.subscribers.add(subscriber)
      const snapshot = joined.snapshot()
      check(name, 'snapshot', snapshot)
      return { sequence: joined.sequence, snapshot }
    },
    unsubscribe(name, subscriber) {
      leave(feed[name], subscriber)
    },
    drop(subscriber) {
      for (const left of Object.values(feed)) leave(left, subscriber)
    },
    close() {
      for (const stop of stops) stop()
      for (const { unfollow } of Object.values(feed)) unfollow?.()
    },
  }
}
