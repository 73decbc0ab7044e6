import { join } from 'node:path'
import { app, Menu, session } from 'electron'
import { toErrorData } from '../../shared/domain/errors.ts'
import type { GuestView } from '../../shared/domain/guest.ts'
import type { Logger } from '../platform/logger.ts'
import { type Paths, resolvePaths } from '../platform/paths.ts'
import { stateFile } from '../platform/state-file.ts'
import { registerAppScheme, serveAppScheme } from './app-protocol.ts'
import { FIRST_RUN_URL, INDEX_URL } from './app-url.ts'
import { ownProgram } from './autostart/own-program.ts'
import { firstRunForNewUsers } from './first-run.ts'
import { choosePortals } from './desktop/file-portals.ts'
import { answerTo } from './launch/answer.ts'
import { isChromiumSwitch } from './launch/chromium-switches.ts'
import { argumentsOf, type Errand, isAtLogin, isHidden } from './launch/errand.ts'
import { currentArguments } from './launch/own-arguments.ts'
import { parseLaunch } from './launch/parse-launch.ts'
import { leaveMachines } from './leaving/leave-machines.ts'
import { staysWithoutWindow } from './leaving/stays-without-window.ts'
import { checkOnTerminal } from './host-check/on-terminal.ts'
import { openLog } from './log.ts'
import { logProcessErrors } from './process-errors.ts'
import { placeProfile } from './profile.ts'
import { quitInOrder } from './quit.ts'
import { refuseRoot } from './refuse-root.ts'
import { confineContents, denyPermissions } from './security.ts'
import { followSettings } from './settings/follow-settings.ts'
import { openSettings } from './settings/settings-file.ts'
import { chooseSpokenLanguage, spokenLocale } from './spoken-locale.ts'
import { followTheme } from './theme.ts'
import { createGuestPlaces, parsePlaces } from './window/guest-places.ts'
import { parseWindowState } from './window/window-bounds.ts'
import { createWindows } from './window/windows.ts'

const paths = resolvePaths(process.env)
const { before, own, directory } = currentArguments()
placeProfile(paths)
choosePortals()
registerAppScheme()
app.enableSandbox()
Menu.setApplicationMenu(null)

const launch = parseLaunch(own, directory)
switch (launch.kind) {
  case 'help':
  case 'version':
  case 'misuse': {
    const { text, to, exitCode } = answerTo(launch, { version: app.getVersion(), env: process.env })
    // The reader may have gone.
    process[to].on('error', () => app.exit(exitCode))
    process[to].write(text, () => app.exit(exitCode))
    break
  }
  case 'check':
    checkOnTerminal(launch.json)
    break
  case 'errand':
    if (process.getuid?.() === 0) void refuseRoot()
    // What was asked for goes along; the command line that comes with it is in another order.
    else if (!app.requestSingleInstanceLock(launch.errand)) app.quit()
    else start(launch.errand)
}

function start(errand: Errand): void {
  const logger = openLog(paths.stateDir)
  logProcessErrors(logger)
  confineContents(logger)
  app.whenReady().then(
    () => openApp(paths, logger, errand),
    (error: unknown) => {
      logger.error('the app did not become ready', { error: String(error) })
      app.exit(1)
    },
  )
}

function openApp(
  { configDir, settingsFile, guestsDir }: Paths,
  logger: Logger,
  errand: Errand,
): void {
  serveAppScheme()
  denyPermissions(session.defaultSession)
  const settings = firstRunForNewUsers(openSettings({ path: settingsFile, logger }), {
    ...{ guestsDir, logger },
  })
  const theme = followTheme(settings)
  followSettings(settings, ({ appearance }) => appearance.language, chooseSpokenLanguage)
  const windows = createWindows({
    mainAddress: () => (settings.get().firstRun.done ? INDEX_URL : FIRST_RUN_URL),
    mainPlace: stateFile(join(configDir, 'window.json'), parseWindowState, logger),
    guestPlaces: createGuestPlaces(
      stateFile(join(configDir, 'guest-windows.json'), parsePlaces, logger),
    ),
    logger,
  })
  if (!isHidden(errand)) windows.openMain()

  // The window is on its way, and what it will call is loaded meanwhile. This is done before the
  // event loop turns, so no call can come too early.
  const service = import('./service.ts').then(({ startService }) =>
    startService({
      ...{ windows, settings, theme, logger, startsMachines: isAtLogin(errand) },
      atLogin: [
        ownProgram(process.env, process.execPath),
        ...before,
        ...argumentsOf({ kind: 'window', hidden: true, atLogin: true }),
      ],
    }),
  )
  let isInTray = (): boolean => false
  let guests = (): readonly GuestView[] => []
  const quit = quitInOrder({
    logger,
    staysInTray: () => isInTray() && staysWithoutWindow(settings.get(), guests()),
    onErrand: (wanted) => {
      if (wanted === null) windows.openMain()
      else void service.then((begun) => begun.run(wanted))
    },
    argumentsFor: (wanted) => [
      ...before,
      ...own.filter(isChromiumSwitch),
      ...(wanted === null ? [] : argumentsOf(wanted)),
    ],
    machines: leaveMachines(service),
    letGo: async () => {
      await windows.settled()
      await settings.close()
      await (await service).close()
    },
  })
  service
    .then(async (begun) => {
      const { tray } = begun
      isInTray = () => tray.isShown()
      // Its window is there already.
      if (errand.kind !== 'window') void begun.run(errand)
      if (isHidden(errand) && !(await tray.settled(isAtLogin(errand)))) windows.openMainMinimized()
    })
    .catch((error: unknown) => logger.error('the app did not begin', { error: String(error) }))
  service
    .then(async ({ opened }) => {
      const connection = await opened
      guests = () => connection.list()
    })
    .catch(async (error: unknown) => {
      const { code, params, message, next, cause } = toErrorData(error)
      logger.error('the machines could not be opened', { message, cause })
      process.stderr.write(`${message} ${next}\n`)
      quit.exitCode = 1
      const { spokenError } = await import('./spoken-error.ts')
      windows.showFatal({ ...spokenError({ code, params }, spokenLocale()), cause, retry: false })
      windows.openMain()
    })
}
