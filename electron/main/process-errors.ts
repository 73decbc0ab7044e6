import type { Logger } from '../platform/logger.ts'

const stackOf = (error: unknown): string =>
  error instanceof Error ? (error.stack ?? error.message) : String(error)

/**
 * A mistake of ours is logged and does not take the app down: guests do not hang on it, but what
 * the person has open does.
 */
export function logProcessErrors(logger: Logger): void {
  process.on('uncaughtException', (error) => {
    logger.error('uncaught exception', { stack: stackOf(error) })
  })
  process.on('unhandledRejection', (reason) => {
    logger.error('unhandled rejection', { stack: stackOf(reason) })
  })
}
