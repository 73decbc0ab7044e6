import type { MethodName } from '../../../../shared/ipc/contract.ts'
import type { Connection } from '../../../connections/connection.ts'
import { writeFileAtomic } from '../../../platform/files.ts'
import type { ConsoleOpener } from '../../consoles/console-opener.ts'
import { chooseNewFile } from '../../choose-file.ts'
import type { Handlers } from '../router.ts'

type ConsoleMethod = Extract<MethodName, `consoles.${string}`>

export function consoleHandlers(
  connection: Promise<Connection>,
  openConsole: ConsoleOpener,
): Pick<Handlers, ConsoleMethod> {
  return {
    'consoles.open': async ({ id, console, token }, caller) => {
      openConsole((await connection).console(id, console), token, caller)
    },
    'consoles.saveText': async ({ name, text }, { browserWindow }) => {
      const path = await chooseNewFile(browserWindow, name)
      if (path !== null) await writeFileAtomic(path, text)
      return path
    },
  }
}
