import { app } from 'electron'
import type { Logger } from '../platform/logger.ts'
import { type Errand, errandSchema } from './launch/errand.ts'

/** ms that letting go may take before the app ends all the same. Guests do not depend on it. */
const QUIT_LIMIT = 5_000

export interface QuitOptions {
  readonly logger: Logger
  /** Whether the app stays, without a window, because its icon in the tray leads back to it. */
  readonly staysInTray: () => boolean
  /** The arguments with which the app is started again for an errand. */
  readonly argumentsFor: (errand: Errand | null) => string[]
  /** For who starts the app again while it runs. */
  readonly onErrand: (errand: Errand | null) => void
  readonly letGo: () => Promise<void>
}

/**
 * Ends the app when its last window is closed, or on SIGTERM, SIGINT and SIGHUP, after `letGo`. Guests
 * go on. `exitCode` may be set until then.
 */
export function quitInOrder(options: QuitOptions): { exitCode: number } {
  const { logger, staysInTray, argumentsFor, onErrand, letGo } = options
  const quit = { exitCode: 0 }
  let leaving = false
  // Whoever starts it again now is turned away by this process, which is about to end.
  let again: { readonly errand: Errand | null } | null = null
  app.on('second-instance', (_event, _argv, _directory, data) => {
    const errand = errandSchema.safeParse(data).data ?? null
    if (leaving) again = { errand }
    else onErrand(errand)
  })
  app.on('window-all-closed', () => {
    if (!staysInTray()) app.quit()
  })
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const)
    process.on(signal, () => app.quit())
  const exit = (): void => {
    if (again !== null) app.relaunch({ args: argumentsFor(again.errand) })
    app.exit(quit.exitCode)
  }
  app.on('will-quit', (event) => {
    event.preventDefault()
    if (leaving) return
    leaving = true
    const limit = setTimeout(() => {
      logger.error('letting go took too long')
      exit()
    }, QUIT_LIMIT)
    letGo()
      .catch((error: unknown) => logger.error('letting go failed', { error: String(error) }))
      .finally(() => {
        clearTimeout(limit)
        exit()
      })
  })
  return quit
}
