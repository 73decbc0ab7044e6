import type { Connection } from '../../../connections/connection.ts'
import type { ConsoleOpener } from '../../consoles/console-opener.ts'
import type { Journal } from '../../journal/journal.ts'
import type { WindowRequests } from '../../requests.ts'
import type { Windows } from '../../window/windows.ts'
import type { Handlers } from '../router.ts'
import { appHandlers } from './app.ts'
import { clipboardHandlers } from './clipboard.ts'
import { consoleHandlers } from './consoles.ts'
import { dialogHandlers } from './dialogs.ts'
import { guestHandlers } from './guests.ts'
import { hardwareHandlers } from './hardware.ts'
import { insideHandlers } from './inside.ts'
import { jobHandlers } from './jobs.ts'
import { journalHandlers } from './journal.ts'
import { networkHandlers } from './network.ts'
import { pictureHandlers } from './pictures.ts'
import { provisionHandlers } from './provision.ts'
import { savingHandlers } from './saving.ts'
import { snapshotHandlers } from './snapshots.ts'
import { storageHandlers } from './storage.ts'
import { windowHandlers } from './windows.ts'

export function createHandlers(
  connection: Promise<Connection>,
  openConsole: ConsoleOpener,
  windows: Windows,
  requests: WindowRequests,
  journal: Promise<Journal>,
): Handlers {
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
  }
}
