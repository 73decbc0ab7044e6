import { findProgram } from '../capabilities/find-program.ts'
import { runProgram } from '../capabilities/run-program.ts'

/** ms; it answers within some. */
const ANSWER_MS = 3_000

/** Of the StatusNotifierItem specification, as desktops have it. */
const PROPERTY = [
  ...['org.kde.StatusNotifierWatcher', '/StatusNotifierWatcher', 'org.kde.StatusNotifierWatcher'],
  'IsStatusNotifierHostRegistered',
]

/**
 * Whether the desktop shows tray icons, asked of the session bus; null where there is no bus that
 * answers, or no busctl. For where nothing follows the bus already.
 */
export async function askTrayHost(
  env: NodeJS.ProcessEnv,
  signal: AbortSignal,
): Promise<boolean | null> {
  const file = await findProgram({ names: ['busctl'], env })
  if (file === null) return null
  const call = (args: readonly string[]) =>
    runProgram({
      ...{ file, env, signal, timeoutMs: ANSWER_MS },
      args: ['--user', '--auto-start=no', ...args],
    })
  const asked = await call(['get-property', ...PROPERTY])
  if (asked.code === 0) return asked.stdout.trim() === 'b true'
  // No watcher means no host. That the bus answers at all is asked apart.
  const names = await call(['--acquired', '--no-legend', 'list'])
  return names.code === 0 ? false : null
}
