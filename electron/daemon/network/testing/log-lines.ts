import type { Logger } from '../../../platform/logger.ts'

/** One line of JSON on stderr for each message: what a test waits for. */
export function stderrLogger(): Logger {
  const add = (message: string, fields: object = {}): void => {
    process.stderr.write(`${JSON.stringify({ message, ...fields })}\n`)
  }
  return { debug: add, info: add, warn: add, error: add }
}
