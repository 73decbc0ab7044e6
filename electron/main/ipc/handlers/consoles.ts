import type { Connection } from '../../../connections/connection.ts'
import type { ConsoleOpener } from '../../consoles/console-opener.ts'
import type { Handlers } from '../router.ts'

export function consoleHandlers(
  connection: Promise<Connection>,
  openConsole: ConsoleOpener,
): Pick<Handlers, 'consoles.open'> {
  return {
    'consoles.open': async ({ id, console, token }, caller) => {
      openConsole((await connection).console(id, console), token, caller)
    },
  }
}
