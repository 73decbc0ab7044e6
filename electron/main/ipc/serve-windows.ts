import {
  type BrowserWindow,
  type IpcMainEvent,
  type IpcMainInvokeEvent,
  ipcMain,
  type WebContents,
} from 'electron'
import { channels } from '../../../shared/ipc/channels.ts'
import {
  type Answer,
  type TopicName,
  topicNames,
  type TopicStart,
} from '../../../shared/ipc/contract.ts'
import { GuesthouseError } from '../../../shared/domain/errors.ts'
import type { Logger } from '../../platform/logger.ts'
import { type Caller, failure, type Router } from './router.ts'
import { trustedFrame } from './sender.ts'
import type { Subscriber, TopicFeed } from './topic-feed.ts'

interface ServeOptions {
  readonly router: Router
  /** Rejects where the source of guests could not be opened. */
  readonly feed: Promise<TopicFeed>
  readonly logger: Logger
}

export interface WindowServer {
  /** Answers this window from now on, until it is closed. */
  serve(window: BrowserWindow): void
  /** Tells every page that the consoles it has open have lost their other end. */
  consolesLost(): void
}

/** A window that is served. */
interface Client {
  readonly window: BrowserWindow
  readonly subscriber: Subscriber
  /** Rises with every page: what an earlier page asked for must not reach a later one. */
  page: number
}

const isTopic = (name: unknown): name is TopicName =>
  typeof name === 'string' && (topicNames as readonly string[]).includes(name)

const canReceive = (contents: WebContents): boolean =>
  !contents.isDestroyed() && !contents.isCrashed()

const notAllowed = (detail: string): Answer<never> =>
  failure(new GuesthouseError('NOT_ALLOWED', {}, detail))

/**
 * Answers windows' calls and keeps their subscriptions. Senders are checked before all else: the
 * main frame of a page of ours, in a window that is served.
 */
export function serveWindows({ router, feed, logger }: ServeOptions): WindowServer {
  const clients = new Map<WebContents, Client>()
  // Each subscription answers with the failure; there may be none.
  feed.catch(() => {})
  const withFeed = (use: (topics: TopicFeed) => void): void => void feed.then(use, () => {})

  /** null, which is logged, for every other sender. */
  const sender = (event: IpcMainEvent | IpcMainInvokeEvent) => {
    const frame = trustedFrame(event)
    const client = clients.get(event.sender)
    if (frame !== null && client !== undefined) return { frame, client }
    logger.warn('a message from an unexpected sender was refused', {
      sender: event.senderFrame?.url ?? 'a frame that has gone',
    })
    return null
  }

  ipcMain.handle(channels.call, (event, method: unknown, input: unknown) => {
    const from = sender(event)
    if (from === null) return notAllowed('unexpected sender')
    const caller: Caller = {
      browserWindow: from.client.window,
      sendPort: (token, port) => from.frame.postMessage(channels.consolePort, token, [port]),
    }
    return router(method, input, caller)
  })

  const subscribe = async (
    event: IpcMainInvokeEvent,
    topic: unknown,
  ): Promise<Answer<TopicStart>> => {
    const client = sender(event)?.client
    if (client === undefined) return notAllowed('unexpected sender')
    if (!isTopic(topic)) return notAllowed('unknown topic')
    const { page, subscriber } = client
    try {
      const topics = await feed
      if (page !== client.page) return notAllowed('the page has gone')
      return { ok: true, value: topics.subscribe(topic, subscriber) }
    } catch (error) {
      return failure(error)
    }
  }
  ipcMain.handle(channels.subscribe, subscribe)

  ipcMain.on(channels.unsubscribe, (event, topic: unknown) => {
    const client = sender(event)?.client
    if (client === undefined || !isTopic(topic)) return
    withFeed((topics) => topics.unsubscribe(topic, client.subscriber))
  })

  return {
    serve(window) {
      const contents = window.webContents
      const client: Client = {
        window,
        page: 0,
        subscriber: {
          send: (event) => {
            if (canReceive(contents)) contents.send(channels.event, event)
          },
        },
      }
      const dropSubscriptions = (): void => {
        client.page++
        withFeed((topics) => topics.drop(client.subscriber))
      }
      clients.set(contents, client)
      contents.on('did-navigate', dropSubscriptions)
      contents.on('render-process-gone', dropSubscriptions)
      contents.on('destroyed', () => {
        clients.delete(contents)
        dropSubscriptions()
      })
    },
    consolesLost() {
      for (const contents of clients.keys()) {
        if (canReceive(contents)) contents.send(channels.consolesLost)
      }
    },
  }
}
