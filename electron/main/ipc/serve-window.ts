import { type BrowserWindow, type IpcMainInvokeEvent, ipcMain } from 'electron'
import { channels } from '../../../shared/ipc/channels.ts'
import {
  type Answer,
  type TopicName,
  topicNames,
  type TopicStart,
} from '../../../shared/ipc/contract.ts'
import { GuesthouseError } from '../../../shared/domain/errors.ts'
import type { Logger } from '../../platform/logger.ts'
import { failure, type Router } from './router.ts'
import { trustedFrame } from './sender.ts'
import type { Subscriber, TopicFeed } from './topic-feed.ts'

interface ServeOptions {
  readonly router: Router
  /** Rejects where the source of guests could not be opened. */
  readonly feed: Promise<TopicFeed>
  readonly logger: Logger
}

const isTopic = (name: unknown): name is TopicName =>
  typeof name === 'string' && (topicNames as readonly string[]).includes(name)

/** Answers the window's calls and keeps its subscriptions. Senders are checked before all else. */
export function serveWindow(window: BrowserWindow, { router, feed, logger }: ServeOptions): void {
  const contents = window.webContents
  // Rises with every page: what an earlier page asked for must not reach a later one.
  let page = 0
  const subscriber: Subscriber = {
    send: (event) => {
      if (!contents.isDestroyed() && !contents.isCrashed()) contents.send(channels.event, event)
    },
  }
  // Each subscription answers with the failure; there may be none.
  feed.catch(() => {})
  const dropSubscriptions = (): void => {
    page++
    feed.then(
      (topics) => topics.drop(subscriber),
      () => {},
    )
  }
  contents.on('did-navigate', dropSubscriptions)
  contents.on('render-process-gone', dropSubscriptions)
  contents.on('destroyed', dropSubscriptions)

  const refuse = (event: { readonly senderFrame: { readonly url: string } | null }) => {
    logger.warn('a message from an unexpected sender was refused', {
      sender: event.senderFrame?.url ?? 'a frame that has gone',
    })
    return failure(new GuesthouseError('NOT_ALLOWED', {}, 'unexpected sender'))
  }

  ipcMain.handle(channels.call, (event, method: unknown, input: unknown) => {
    const frame = trustedFrame(event)
    if (frame === null) return refuse(event)
    return router(method, input, {
      browserWindow: window,
      sendPort: (token, port) => frame.postMessage(channels.consolePort, token, [port]),
    })
  })

  const subscribe = async (
    event: IpcMainInvokeEvent,
    topic: unknown,
  ): Promise<Answer<TopicStart>> => {
    if (trustedFrame(event) === null) return refuse(event)
    if (!isTopic(topic)) return failure(new GuesthouseError('NOT_ALLOWED', {}, 'unknown topic'))
    const asked = page
    try {
      const topics = await feed
      if (asked !== page)
        return failure(new GuesthouseError('NOT_ALLOWED', {}, 'the page has gone'))
      return { ok: true, value: topics.subscribe(topic, subscriber) }
    } catch (error) {
      return failure(error)
    }
  }
  ipcMain.handle(channels.subscribe, subscribe)

  ipcMain.on(channels.unsubscribe, (event, topic: unknown) => {
    if (trustedFrame(event) === null) {
      refuse(event)
      return
    }
    if (!isTopic(topic)) return
    feed.then(
      (topics) => topics.unsubscribe(topic, subscriber),
      () => {},
    )
  })
}
