import type { Connection } from '../../../connections/connection.ts'
import type { ConsoleOpener } from '../../consoles/console-opener.ts'
import type { HostCheck } from '../../host-check/host-check.ts'
import type { Journal } from '../../journal/journal.ts'
import type { Leaving } from '../../leaving/leaving.ts'
import type { WindowRequests } from '../../requests.ts'
import type { SettingsStore } from '../../settings/settings-file.ts'
import type { Windows } from '../../window/windows.ts'
import type { Handlers } from '../router.ts'
import { appHandlers } from './app.ts'
import { clipboardHandlers } from './clipboard.ts'
import { consoleHandlers } from './consoles.ts'
import { dialogHandlers } from './dialogs.ts'
import { guestHandlers } from './guests.ts'
import { hardwareHandlers } from './hardware.ts'
import { insideHandlers } from './inside.ts'
import { hostCheckHandlers } from './host-check.ts'
import { jobHandlers } from './jobs.ts'
import { journalHandlers } from './journal.ts'
import { leavingHandlers } from './leaving.ts'
import { networkHandlers } from './network.ts'
import { pictureHandlers } from './pictures.ts'
import { provisionHandlers } from './provision.ts'
import { savingHandlers } from './saving.ts'
import { settingsHandlers } from './settings.ts'
import { snapshotHandlers } from './snapshots.ts'
import { storageHandlers } from './storage.ts'
import { windowHandlers } from './windows.ts'

/** What methods are answered with. */
export interface HandlerParts {
  readonly connection: Promise<Connection>
  readonly openConsole: ConsoleOpener
  readonly windows: Windows
  readonly requests: WindowRequests
  readonly journal: Promise<Journal>
  readonly settings: SettingsStore
  readonly hostCheck: HostCheck
  readonly leaving: Leaving
}

export function createHandlers(parts: HandlerParts): Handlers {
  const { connection, openConsole, windows, requests, journal, settings, hostCheck } = parts
  const { leaving } = parts
  return {
    ...appHandlers,
    ...guestHandlers(connection),
    ...jobHandlers(connection),
    ...journalHandlers(journal),
    ...savingHandlers(connection),
    ...storageHandlers(connection),
    ...snapshotHandlers(connection),
    ...insideHandlers(connection),
    ...hardwareHandlers(connection),
    ...networkHandlers(connection),
    ...pictureHandlers(connection),
    ...provisionHandlers(connection),
    ...dialogHandlers(),
    ...consoleHandlers(connection, openConsole),
    ...clipboardHandlers(connection),
    ...windowHandlers(connection, windows, requests),
    ...settingsHandlers(settings),
    ...hostCheckHandlers(hostCheck),
    ...leavingHandlers(leaving),
  }
}
