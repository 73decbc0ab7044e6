import type { Connection } from '../../../connections/connection.ts'
import type { ConsoleOpener } from '../../consoles/console-opener.ts'
import type { Handlers } from '../router.ts'
import { appHandlers } from './app.ts'
import { consoleHandlers } from './consoles.ts'
import { dialogHandlers } from './dialogs.ts'
import { guestHandlers } from './guests.ts'

export function createHandlers(
  connection: Promise<Connection>,
  openConsole: ConsoleOpener,
): Handlers {
  return {
    ...appHandlers,
    ...guestHandlers(connection),
    ...dialogHandlers(),
    ...consoleHandlers(connection, openConsole),
  }
}
