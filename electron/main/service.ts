import { app, type BrowserWindow } from 'electron'
import type { Connection } from '../connections/connection.ts'
import { openSession } from '../connections/session.ts'
import type { Logger } from '../platform/logger.ts'
import { createBrokerProcess } from './consoles/broker-process.ts'
import { createConsoleOpener } from './consoles/console-opener.ts'
import { createHandlers } from './ipc/handlers/index.ts'
import { createRouter } from './ipc/router.ts'
import { serveWindow } from './ipc/serve-window.ts'
import { createTopicFeed } from './ipc/topic-feed.ts'

export interface Service {
  /** Rejects where the guests cannot be reached: the app is of no use then. */
  readonly opened: Promise<Connection>
  /** Lets go of everything; guests go on. */
  close(): Promise<void>
}

/** What stands behind the window: the source of guests, the consoles, and the answers to calls. */
export function startService(window: BrowserWindow, logger: Logger): Service {
  const opened = openSession({ env: process.env, logger })
  const broker = createBrokerProcess(logger)
  const checkOutput = !app.isPackaged
  const feed = opened.then((connection) => createTopicFeed(connection, { logger, checkOutput }))
  serveWindow(window, {
    router: createRouter({
      handlers: createHandlers(opened, createConsoleOpener(broker)),
      logger,
      checkOutput,
    }),
    feed,
    logger,
  })
  return {
    opened,
    async close() {
      broker.close()
      const connection = await opened.catch(() => null)
      if (connection === null) return
      ;(await feed).close()
      await connection.close()
    },
  }
}
