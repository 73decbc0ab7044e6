import type { Logger } from '../../platform/logger.ts'

/** Severities as the journal reads them at the start of a line (sd-daemon(3)). */
const severities = { debug: 7, info: 6, warn: 4, error: 3 } as const

/**
 * A log on a stream, a line for each message: what was told of it as JSON after it. Nothing that is told,
 * a caller's text for one, begins a line of its own or moves a terminal's cursor.
 * @param options.journal whether systemd reads the stream (JOURNAL_STREAM, systemd.exec(5))
 */
export function journalLogger(options: {
  readonly write: (line: string) => void
  readonly journal: boolean
}): Logger {
  const log = (level: keyof typeof severities, message: string, fields?: object): void => {
    const severity = options.journal ? `<${severities[level]}>` : ''
    const details = fields === undefined ? '' : ` ${toJson(fields)}`
    const line = `${message}${details}`.replaceAll(/[\p{Cc}\p{Cs}\u2028\u2029]/gu, escaped)
    options.write(`${severity}${line}\n`)
  }
  return {
    // Of use to those who look for a fault; the journal keeps what it is given.
    debug: (message, fields) => log('debug', message, fields),
    info: (message, fields) => log('info', message, fields),
    warn: (message, fields) => log('warn', message, fields),
    error: (message, fields) => log('error', message, fields),
  }
}

const escaped = (character: string): string =>
  `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`

function toJson(fields: object): string {
  try {
    return JSON.stringify(fields, (_, value: unknown) => plain(value))
  } catch (error) {
    return `(fields that are no JSON: ${String(error)})`
  }
}

/** What JSON has no form for: an error's fields are not its own, and a number may be a bigint. */
function plain(value: unknown): unknown {
  if (typeof value === 'bigint') return value.toString()
  if (!(value instanceof Error)) return value
  const { message, stack, cause } = value
  const code = 'code' in value ? { code: value.code } : {}
  return { message, ...code, ...(cause === undefined ? {} : { cause }), stack }
}
