import { join } from 'node:path'
import { app, Menu, session } from 'electron'
import { toErrorData } from '../../shared/domain/errors.ts'
import type { Logger } from '../platform/logger.ts'
import { type Paths, resolvePaths } from '../platform/paths.ts'
import { registerAppScheme, serveAppScheme } from './app-protocol.ts'
import { FIRST_RUN_URL, INDEX_URL } from './app-url.ts'
import { firstRunForNewUsers } from './first-run.ts'
import { openLog } from './log.ts'
import { logProcessErrors } from './process-errors.ts'
import { placeProfile } from './profile.ts'
import { quitInOrder } from './quit.ts'
import { refuseRoot } from './refuse-root.ts'
import { confineContents, denyPermissions } from './security.ts'
import { openSettings } from './settings/settings-file.ts'
import { createGuestPlaces, parsePlaces } from './window/guest-places.ts'
import { parseWindowState } from './window/window-bounds.ts'
import { windowFile } from './window/window-file.ts'
import { createWindows } from './window/windows.ts'

/** How the desktop starts the app when its user logs in: machines that are to start then do. */
const AT_LOGIN = '--at-login'

const paths = resolvePaths(process.env)
placeProfile(paths)
registerAppScheme()
app.enableSandbox()
Menu.setApplicationMenu(null)

if (process.getuid?.() === 0) void refuseRoot()
else if (!app.requestSingleInstanceLock()) app.quit()
else start()

function start(): void {
  const logger = openLog(paths.stateDir)
  logProcessErrors(logger)
  confineContents(logger)
  app.whenReady().then(
    () => openApp(paths, logger),
    (error: unknown) => {
      logger.error('the app did not become ready', { error: String(error) })
      app.exit(1)
    },
  )
}

function openApp({ configDir, settingsFile, guestsDir }: Paths, logger: Logger): void {
  serveAppScheme()
  denyPermissions(session.defaultSession)
  const settings = firstRunForNewUsers(openSettings({ path: settingsFile, logger }), {
    ...{ guestsDir, logger },
  })
  const windows = createWindows({
    mainAddress: () => (settings.get().firstRun.done ? INDEX_URL : FIRST_RUN_URL),
    mainPlace: windowFile(join(configDir, 'window.json'), parseWindowState, logger),
    guestPlaces: createGuestPlaces(
      windowFile(join(configDir, 'guest-windows.json'), parsePlaces, logger),
    ),
    logger,
  })
  windows.openMain()
  app.on('second-instance', () => windows.openMain())

  // The window is on its way, and what it will call is loaded meanwhile. This is done before the
  // event loop turns, so no call can come too early.
  const service = import('./service.ts').then(({ startService }) =>
    startService({ windows, settings, logger }),
  )
  const quit = quitInOrder(logger, async () => {
    await windows.settled()
    await settings.close()
    await (await service).close()
  })
  service
    .then(async ({ opened }) => {
      const connection = await opened
      if (!process.argv.includes(AT_LOGIN)) return
      for (const started of await connection.autostart()) {
        // Its page says it too.
        if (!started.ok) logger.warn('not started at login', started)
      }
    })
    .catch(async (error: unknown) => {
      const { code, params, message, next, cause } = toErrorData(error)
      logger.error('the machines could not be opened', { message, cause })
      process.stderr.write(`${message} ${next}\n`)
      quit.exitCode = 1
      const { spokenError } = await import('./spoken-error.ts')
      windows.showFatal({ ...spokenError({ code, params }, app.getLocale()), cause, retry: false })
    })
}
