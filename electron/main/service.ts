import { app } from 'electron'
import type { Connection } from '../connections/connection.ts'
import { openSession } from '../connections/session.ts'
import type { Logger } from '../platform/logger.ts'
import { createBrokerProcess } from './consoles/broker-process.ts'
import { createConsoleOpener } from './consoles/console-opener.ts'
import { createHandlers } from './ipc/handlers/index.ts'
import { createRouter } from './ipc/router.ts'
import { serveWindows } from './ipc/serve-windows.ts'
import { createTopicFeed } from './ipc/topic-feed.ts'
import type { Windows } from './window/windows.ts'

export interface Service {
  /** Rejects where the guests cannot be reached: the app is of no use then. */
  readonly opened: Promise<Connection>
  /** Lets go of everything; guests go on. */
  close(): Promise<void>
}

/** What stands behind the windows: the source of guests, the consoles, and the answers to calls. */
export function startService(windows: Windows, logger: Logger): Service {
  const opened = openSession({ env: process.env, logger })
  const broker = createBrokerProcess(logger, () => server.consolesLost())
  const checkOutput = !app.isPackaged
  const feed = opened.then((connection) => createTopicFeed(connection, { logger, checkOutput }))
  const server = serveWindows({
    router: createRouter({
      handlers: createHandlers(opened, createConsoleOpener(broker), windows),
      logger,
      checkOutput,
    }),
    feed,
    logger,
  })
  windows.onOpened((window) => server.serve(window))
  // Who opened the source is told of its failure.
  const closeWindowsOfDeleted = opened.then(
    (connection) =>
      connection.onChange((change) => {
        if (change.type === 'removed') windows.forgetGuest(change.id)
      }),
    () => () => {},
  )
  return {
    opened,
    async close() {
      broker.close()
      ;(await closeWindowsOfDeleted)()
      const connection = await opened.catch(() => null)
      if (connection === null) return
      ;(await feed).close()
      await connection.close()
    },
  }
}
