import { app } from 'electron'
import type { Logger } from '../platform/logger.ts'

/** ms that letting go may take before the app ends all the same. Guests do not depend on it. */
const QUIT_LIMIT = 5_000

/** What is done with machines before the app ends. */
export interface LeaveMachines {
  /** The session ends: resolves when each machine is left as its policy says. */
  terminate(): Promise<unknown>
  /** Ends what is under way; machines that are not done go on. */
  abandon(): void
  /** Resolves when nothing is under way. */
  settled(): Promise<void>
}

/**
 * Ends the app when its window is closed, and on SIGINT and SIGHUP, after `letGo`; guests go on. On
 * SIGTERM, which is how a session ends its programs, guests are first left as their policies say; a
 * second one ends that. `exitCode` may be set until then.
 */
export function quitInOrder(
  logger: Logger,
  letGo: () => Promise<void>,
  machines: LeaveMachines,
): { exitCode: number } {
  const quit = { exitCode: 0 }
  let leaving = false
  let again = false
  // Whoever starts it again now is turned away by this process, which is about to end.
  app.on('second-instance', () => {
    if (leaving && !again) app.relaunch()
    again = leaving
  })
  app.on('window-all-closed', () => app.quit())
  for (const signal of ['SIGINT', 'SIGHUP'] as const) process.on(signal, () => app.quit())
  let terminated = false
  process.on('SIGTERM', () => {
    if (terminated) machines.abandon()
    const left = terminated ? Promise.resolve() : machines.terminate()
    terminated = true
    left
      .catch((error: unknown) => logger.error('machines were not left', { error: String(error) }))
      .finally(() => app.quit())
  })
  const letGoInTime = async (): Promise<void> => {
    // The last window may be gone before the last machine is saved. That has a limit of its own.
    await machines.settled()
    const limit = setTimeout(() => {
      logger.error('letting go took too long')
      app.exit(quit.exitCode)
    }, QUIT_LIMIT)
    await letGo().finally(() => clearTimeout(limit))
  }
  app.on('will-quit', (event) => {
    event.preventDefault()
    if (leaving) return
    leaving = true
    letGoInTime()
      .catch((error: unknown) => logger.error('letting go failed', { error: String(error) }))
      .finally(() => app.exit(quit.exitCode))
  })
  return quit
}
