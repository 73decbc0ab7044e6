import { app } from 'electron'
import type { WindowRequest } from '../../shared/domain/window-requests.ts'
import type { Connection } from '../connections/connection.ts'
import { openSession } from '../connections/session.ts'
import type { Logger } from '../platform/logger.ts'
import { type Paths, resolvePaths } from '../platform/paths.ts'
import { createBrokerProcess } from './consoles/broker-process.ts'
import { createConsoleOpener } from './consoles/console-opener.ts'
import { createHostCheck } from './host-check/host-check.ts'
import { createHandlers } from './ipc/handlers/index.ts'
import { createRouter } from './ipc/router.ts'
import { serveWindows } from './ipc/serve-windows.ts'
import { createTopicFeed } from './ipc/topic-feed.ts'
import { joinDesktop } from './join-desktop.ts'
import { createJournal, type Journal } from './journal/journal.ts'
import { openJournalFile } from './journal/journal-file.ts'
import type { Errand } from './launch/errand.ts'
import { type ErrandParts, show as showInMain } from './launch/errand-parts.ts'
import { runErrand } from './launch/run-errand.ts'
import { createLeaving, type Leaving } from './leaving/leaving.ts'
import { joinSession } from './leaving/session-manager.ts'
import { openSavedGuests } from './leaving/saved-guests.ts'
import { machineDefaults } from './machine-defaults.ts'
import { createPresence } from './presence.ts'
import { createWindowRequests } from './requests.ts'
import { applyToConnection, tellNews } from './settings/apply-settings.ts'
import type { SettingsStore } from './settings/settings-file.ts'
import type { Theme } from './theme.ts'
import type { TrayControl } from './tray/tray.ts'
import type { Windows } from './window/windows.ts'

export interface ServiceOptions {
  readonly windows: Windows
  readonly settings: SettingsStore
  readonly theme: Theme
  readonly logger: Logger
  /** A program's path and its arguments: how the desktop starts the app at login. */
  readonly atLogin: readonly string[]
  /** It is started at login, and machines with it. */
  readonly startsMachines: boolean
}

export interface Service {
  /** Does what the app was started for. Never rejects. */
  run(errand: Errand): Promise<void>
  readonly tray: TrayControl
  /** Rejects where the guests cannot be reached: the app is of no use then. */
  readonly opened: Promise<Connection>
  readonly leaving: Leaving
  /** Lets go of everything; guests go on. */
  close(): Promise<void>
}

/** What stands behind the windows: the source of guests, the consoles, and the answers to calls. */
export function startService(options: ServiceOptions): Service {
  const { windows, settings, theme, logger, atLogin, startsMachines } = options
  const paths = resolvePaths(process.env)
  const opened = openSession({
    ...{ env: process.env, logger },
    defaults: () => machineDefaults(settings.get()),
  })
  const broker = createBrokerProcess(logger, () => server.consolesLost())
  const checkOutput = !app.isPackaged
  const requests = createWindowRequests()
  const journal = keepJournal(opened, paths, logger)
  const errands: ErrandParts = {
    ...{ connection: opened, logger },
    openMain: () => windows.openMain(),
    ask: (request) => requests.ask(request),
  }
  const show = (request: WindowRequest): void => showInMain(errands, request)
  const quit = (): void => app.quit()
  const leaving = createLeaving({
    ...{ connection: opened, ask: errands.ask, show, quit, logger },
    started: startsMachines ? startAtLogin(opened, logger) : opened,
    saved: openSavedGuests(paths.savedByLeavingFile, logger),
  })
  const desktop = joinDesktop({ opened, journal, settings, theme, leaving, show, logger })
  const leaveSession = joinSession({ bus: desktop.bus, env: process.env, leaving, quit, logger })
  const hostCheck = createHostCheck({
    ...{ env: process.env, logger },
    probes: {
      qemu: async () => (await opened).probes.qemu(),
      acceleration: async (how) => (await opened).probes.acceleration(how),
      daemonBridges: async () => (await opened).probes.daemonBridges(),
    },
    disksFolder: () => settings.get().storage.disksFolder,
    trayHost: () => desktop.view.view().trayHost,
  })
  void tellNews({ settings, requests, lastVersionFile: paths.lastVersionFile, logger })
  const stopApplying = opened.then(
    (connection) => applyToConnection(connection, { settings, logger }),
    () => () => {},
  )
  const feed = Promise.all([opened, journal]).then(([connection, kept]) =>
    createTopicFeed(
      { connection, journal: kept, requests, settings, hostCheck, desktop: desktop.view, leaving },
      { logger, checkOutput },
    ),
  )
  const presence = createPresence({
    ...{ errands, settings, desktop: desktop.view, leaving, paths, atLogin, logger },
  })
  const server = serveWindows({
    router: createRouter({
      handlers: createHandlers({
        ...{ connection: opened, openConsole: createConsoleOpener(broker) },
        ...{ windows, requests, journal, settings, hostCheck, leaving },
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
    ...{ opened, leaving, tray: presence.tray },
    run: (errand) => runErrand(errand, errands),
    async close() {
      await presence.close()
      const left = leaving.close()
      leaveSession()
      broker.close()
      hostCheck.close()
      ;(await closeWindowsOfDeleted)()
      ;(await stopApplying)()
      const connection = await opened.catch(() => null)
      await left
      if (connection === null) return
      await desktop.close()
      ;(await feed).close()
      await connection.close()
      await (await journal).close()
    },
  }
}

/** Starts the machines that start at login. */
async function startAtLogin(opened: Promise<Connection>, logger: Logger): Promise<void> {
  for (const started of await (await opened).autostart()) {
    // Its page says it too.
    if (!started.ok) logger.warn('not started at login', started)
  }
}

/** The file is read while the guests are found. */
async function keepJournal(
  opened: Promise<Connection>,
  { journalFile }: Paths,
  logger: Logger,
): Promise<Journal> {
  const file = openJournalFile(journalFile, logger)
  return createJournal(await opened, await file)
}
