import { app } from 'electron'
import type { Logger } from '../platform/logger.ts'
import { type Errand, errandSchema } from './launch/errand.ts'

/** ms that letting go may take before the app ends all the same. Guests do not depend on it. */
const QUIT_LIMIT = 5_000

/** ms that machines may take to be let go once that is abandoned: a QEMU that hangs answers never. */
const ABANDONED_LIMIT = 10_000

/** What is done with machines before the app ends. */
export interface LeaveMachines {
  /** The session ends: resolves when each machine is left as its policy says. */
  terminate(): Promise<unknown>
  /** Ends what is under way; machines that are not done go on. */
  abandon(): void
  /** Resolves when nothing is under way. */
  settled(): Promise<void>
}

export interface QuitOptions {
  readonly logger: Logger
  readonly machines: LeaveMachines
  /** Whether the app stays, without a window, because its icon in the tray leads back to it. */
  readonly staysInTray: () => boolean
  /** The arguments with which the app is started again for an errand. */
  readonly argumentsFor: (errand: Errand | null) => string[]
  /** For who starts the app again while it runs. */
  readonly onErrand: (errand: Errand | null) => void
  readonly letGo: () => Promise<void>
}

/**
 * Ends the app when its last window is closed, and on SIGINT and SIGHUP, after `letGo`; guests go on.
 * On SIGTERM, which is how a session ends its programs, guests are first left as their policies say; a
 * second one ends that. `exitCode` may be set until then.
 */
export function quitInOrder(options: QuitOptions): { exitCode: number } {
  const { logger, machines, staysInTray, argumentsFor, onErrand, letGo } = options
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
  for (const signal of ['SIGINT', 'SIGHUP'] as const) process.on(signal, () => app.quit())
  let terminated = false
  let giveUp = (): void => {}
  const givenUp = new Promise<'given-up'>((resolve) => (giveUp = () => resolve('given-up')))
  process.on('SIGTERM', () => {
    if (terminated) {
      machines.abandon()
      setTimeout(giveUp, ABANDONED_LIMIT)
    }
    const left = terminated ? Promise.resolve() : machines.terminate()
    terminated = true
    left
      .catch((error: unknown) => logger.error('machines were not left', { error: String(error) }))
      .finally(() => app.quit())
  })
  const exit = (): void => {
    if (again !== null) app.relaunch({ args: argumentsFor(again.errand) })
    app.exit(quit.exitCode)
  }
  const letGoInTime = async (): Promise<void> => {
    // The last window may be gone before the last machine is saved. That has a limit of its own.
    const end = await Promise.race([machines.settled(), givenUp])
    if (end === 'given-up') logger.error('machines were not let go in time')
    const limit = setTimeout(() => {
      logger.error('letting go took too long')
      exit()
    }, QUIT_LIMIT)
    await letGo().finally(() => clearTimeout(limit))
  }
  app.on('will-quit', (event) => {
    event.preventDefault()
    if (leaving) return
    leaving = true
    letGoInTime()
      .catch((error: unknown) => logger.error('letting go failed', { error: String(error) }))
      .finally(exit)
  })
  return quit
}
