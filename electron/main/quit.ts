import { app } from 'electron'
import type { Logger } from '../platform/logger.ts'

/** ms that letting go may take before the app ends all the same. Guests do not depend on it. */
const QUIT_LIMIT = 5_000

/**
 * Ends the app when its window is closed, or on SIGTERM, SIGINT and SIGHUP, after `letGo`. Guests
 * go on. `exitCode` may be set until then.
 */
export function quitInOrder(logger: Logger, letGo: () => Promise<void>): { exitCode: number } {
  const quit = { exitCode: 0 }
  let leaving = false
  // Whoever starts it again now is turned away by this process, which is about to end.
  app.on('second-instance', () => leaving && app.relaunch())
  app.on('window-all-closed', () => app.quit())
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const)
    process.on(signal, () => app.quit())
  app.on('will-quit', (event) => {
    event.preventDefault()
    if (leaving) return
    leaving = true
    const limit = setTimeout(() => {
      logger.error('letting go took too long')
      app.exit(quit.exitCode)
    }, QUIT_LIMIT)
    letGo()
      .catch((error: unknown) => logger.error('letting go failed', { error: String(error) }))
      .finally(() => {
        clearTimeout(limit)
        app.exit(quit.exitCode)
      })
  })
  return quit
}
