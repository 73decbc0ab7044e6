import { app } from 'electron'
import type { Logger } from '../platform/logger.ts'
import type { Paths } from '../platform/paths.ts'
import { stateFile } from '../platform/state-file.ts'
import { keepAutostart } from './autostart/autostart.ts'
import type { Source } from './ipc/source.ts'
import type { ErrandParts } from './launch/errand-parts.ts'
import type { Leaving } from './leaving/leaving.ts'
import { createMarks, parseMarks } from './marks.ts'
import { spokenLanguage } from './native-texts.ts'
import type { SettingsStore } from './settings/settings-file.ts'
import { tellOfNoTray } from './tray/tell-no-tray.ts'
import { startTray, type TrayControl } from './tray/tray.ts'
import { createTrayIcon } from './tray/tray-icon.ts'

interface Options {
  readonly errands: ErrandParts
  readonly settings: SettingsStore
  readonly desktop: Source<'desktop'>
  readonly leaving: Pick<Leaving, 'saveAllAndQuit'>
  readonly paths: Paths
  /** A program's path and its arguments: how the desktop starts the app at login. */
  readonly atLogin: readonly string[]
  readonly logger: Logger
}

/** Where the app is without a window: in the tray, and among what starts at login. */
export interface Presence {
  readonly tray: TrayControl
  close(): Promise<void>
}

export function createPresence(options: Options): Presence {
  const { errands, settings, desktop, leaving, paths, atLogin, logger } = options
  const tray = startTray({
    ...{ ...errands, settings, desktop, quit: () => app.quit() },
    language: spokenLanguage,
    createIcon: createTrayIcon,
    saveAllAndQuit() {
      // It may take a while: the window shows how far it is, and can call it off.
      errands.openMain()
      void leaving.saveAllAndQuit()
    },
  })
  const marksFile = stateFile(paths.marksFile, parseMarks, logger)
  const marks = createMarks(marksFile)
  const stopTelling = tellOfNoTray({
    ...{ settings, desktop, marks, ask: errands.ask },
    settled: () => tray.settled(true),
  })
  const stopAutostart = keepAutostart({
    ...{ path: paths.autostartFile, command: atLogin },
    ...{ settings, marks, logger },
  })
  return {
    tray,
    async close() {
      tray.close()
      stopTelling()
      await stopAutostart()
      await marksFile.settled()
    },
  }
}
