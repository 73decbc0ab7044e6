import { app } from 'electron'
import type { Connection } from '../connections/connection.ts'
import { openSession } from '../connections/session.ts'
import type { Logger } from '../platform/logger.ts'
import { resolvePaths } from '../platform/paths.ts'
import { unknownDesktop } from '../../shared/domain/desktop.ts'
import { createBrokerProcess } from './consoles/broker-process.ts'
import { createConsoleOpener } from './consoles/console-opener.ts'
import { createHostCheck } from './host-check/host-check.ts'
import { createHandlers } from './ipc/handlers/index.ts'
import { createRouter } from './ipc/router.ts'
import { serveWindows } from './ipc/serve-windows.ts'
import { createSource } from './ipc/source.ts'
import { createTopicFeed } from './ipc/topic-feed.ts'
import { createJournal, type Journal } from './journal/journal.ts'
import { openJournalFile } from './journal/journal-file.ts'
import { machineDefaults } from './machine-defaults.ts'
import { notifyOf } from './notifications/notifier.ts'
import { createWindowRequests } from './requests.ts'
import type { SettingsStore } from './settings/settings-file.ts'
import type { Windows } from './window/windows.ts'

export interface ServiceOptions {
  readonly windows: Windows
  readonly settings: SettingsStore
  readonly logger: Logger
}

export interface Service {
  /** Rejects where the guests cannot be reached: the app is of no use then. */
  readonly opened: Promise<Connection>
  /** Lets go of everything; guests go on. */
  close(): Promise<void>
}

/** What stands behind the windows: the source of guests, the consoles, and the answers to calls. */
export function startService({ windows, settings, logger }: ServiceOptions): Service {
  const opened = openSession({
    ...{ env: process.env, logger },
    defaults: () => machineDefaults(settings.get()),
  })
  const broker = createBrokerProcess(logger, () => server.consolesLost())
  const checkOutput = !app.isPackaged
  const requests = createWindowRequests()
  const journal = keepJournal(opened, logger)
  const desktop = createSource<'desktop'>(unknownDesktop)
  const hostCheck = createHostCheck({
    ...{ env: process.env, logger },
    probes: {
      qemu: async () => (await opened).probes.qemu(),
      acceleration: async () => (await opened).probes.acceleration(),
    },
    disksFolder: () => settings.get().storage.disksFolder,
    trayHost: () => desktop.view().trayHost,
  })
  const leaving = createSource<'leaving'>(null)
  const feed = Promise.all([opened, journal]).then(([connection, kept]) =>
    createTopicFeed(
      { connection, journal: kept, requests, settings, hostCheck, desktop, leaving },
      { logger, checkOutput },
    ),
  )
  const stopNotifying = journal.then(
    (kept) =>
      notifyOf({
        journal: kept,
        logger,
        show: (request) => {
          windows.openMain()
          requests.ask(request)
        },
      }),
    () => () => {},
  )
  const server = serveWindows({
    router: createRouter({
      handlers: createHandlers({
        ...{ connection: opened, openConsole: createConsoleOpener(broker) },
        ...{ windows, requests, journal, settings, hostCheck },
      }),
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
      hostCheck.close()
      ;(await closeWindowsOfDeleted)()
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
