import { app, type BrowserWindow } from 'electron'
import type { Connection } from '../connections/connection.ts'
import { openSession } from '../connections/session.ts'
import type { Logger } from '../platform/logger.ts'
import { resolvePaths } from '../platform/paths.ts'
import { createBrokerProcess } from './consoles/broker-process.ts'
import { createConsoleOpener } from './consoles/console-opener.ts'
import { createHandlers } from './ipc/handlers/index.ts'
import { createRouter } from './ipc/router.ts'
import { serveWindow } from './ipc/serve-window.ts'
import { createTopicFeed } from './ipc/topic-feed.ts'
import { createJournal, type Journal } from './journal/journal.ts'
import { openJournalFile } from './journal/journal-file.ts'
import { notifyOf } from './notifications/notifier.ts'
import { createWindowRequests } from './requests.ts'

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
  const requests = createWindowRequests()
  const journal = keepJournal(opened, logger)
  const feed = Promise.all([opened, journal]).then(([connection, kept]) =>
    createTopicFeed({ connection, journal: kept, requests }, { logger, checkOutput }),
  )
  const stopNotifying = journal.then(
    (kept) =>
      notifyOf({
        journal: kept,
        show: (request) => {
          showWindow(window)
          requests.ask(request)
        },
      }),
    () => () => {},
  )
  serveWindow(window, {
    router: createRouter({
      handlers: createHandlers(opened, createConsoleOpener(broker), journal),
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
      ;(await stopNotifying)()
      ;(await feed).close()
      await connection.close()
      await (await journal).close()
    },
  }
}

/** The file is read while the guests are found. */
async function keepJournal(opened: Promise<Connection>, logger: Logger): Promise<Journal> {
  const file = openJournalFile(resolvePaths(process.env).journalFile, logger)
  return createJournal(await opened, await file)
}

function showWindow(window: BrowserWindow): void {
  if (window.isDestroyed()) return
  if (window.isMinimized()) window.restore()
  window.show()
  window.focus()
}
