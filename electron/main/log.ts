import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { NodeLogger } from 'electron-log'
import type { Logger } from '../platform/logger.ts'

/** Bytes; one older file of this size is kept beside it. */
const LOG_FILE_MAX = 4 * 1024 * 1024

type Level = keyof Logger

/**
 * Main's log: `main.log` in the state directory, and the terminal where the app was started from
 * one. A log that cannot be written never stops the app. electron-log is loaded with the first
 * message, because it takes a third of main's own loading time and the window need not wait for it.
 */
export function openLog(stateDir: string): Logger {
  // The terminal may be closed before the app.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {})
  let log: NodeLogger | null = null
  let loading: Promise<NodeLogger> | null = null
  const write = (level: Level, message: string, fields: object | undefined): void => {
    const details = fields === undefined ? [] : [fields]
    if (log !== null) {
      log[level](message, ...details)
      return
    }
    loading ??= import('electron-log/node').then(({ default: electronLog }) => {
      log = configure(electronLog.create({ logId: 'main' }), stateDir)
      return log
    })
    loading.then(
      (loaded) => loaded[level](message, ...details),
      (error: unknown) => process.stderr.write(`${message} (no log: ${String(error)})\n`),
    )
  }
  return {
    debug: (message, fields) => write('debug', message, fields),
    info: (message, fields) => write('info', message, fields),
    warn: (message, fields) => write('warn', message, fields),
    error: (message, fields) => write('error', message, fields),
  }
}

function configure(log: NodeLogger, stateDir: string): NodeLogger {
  const { file, console } = log.transports
  file.level = 'debug'
  try {
    mkdirSync(stateDir, { recursive: true, mode: 0o700 })
  } catch {
    file.level = false
  }
  file.resolvePathFn = () => join(stateDir, 'main.log')
  file.maxSize = LOG_FILE_MAX
  file.writeOptions = { flag: 'a', mode: 0o600, encoding: 'utf8' }
  console.level = process.stderr.isTTY ? 'info' : false
  console.writeFn = ({ message }) => {
    process.stderr.write(`${message.data.join(' ')}\n`)
  }
  return log
}
