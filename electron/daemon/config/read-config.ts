import { constants } from 'node:fs'
import { open } from 'node:fs/promises'
import { GuesthouseError } from '../../../shared/domain/errors.ts'
import { errorCode } from '../../platform/files.ts'
import { parseConfig } from './parse-config.ts'
import type { DaemonConfig } from './schema.ts'

/** Bytes that are read: one more than parseConfig takes, so that a longer file is refused as such. */
const READ = 64 * 1024 + 1

/**
 * The configuration in a file; where there is none, what holds by default. Rejects with
 * DAEMON_CONFIG_INVALID (its cause holds what else is wrong, a line each) or FILE_UNREADABLE, and with
 * DAEMON_CONFIG_UNSAFE where `trusted` and somebody but root could have written the file: what the
 * administrator's programs make of it has to be the administrator's.
 */
export async function readConfig(
  path: string,
  { trusted = false }: { readonly trusted?: boolean } = {},
): Promise<DaemonConfig> {
  const parsed = parseConfig(await readText(path, trusted))
  if (parsed.ok) return parsed.config
  const [{ line, reason }, ...more] = parsed.problems
  const cause = more.map((problem) => `line ${problem.line}: ${problem.reason}`).join('\n')
  throw new GuesthouseError(
    'DAEMON_CONFIG_INVALID',
    { path, line, reason },
    cause === '' ? undefined : cause,
  )
}

async function readText(path: string, trusted: boolean): Promise<string> {
  let file
  try {
    // A pipe in its place would keep us waiting.
    file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK)
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return ''
    throw new GuesthouseError('FILE_UNREADABLE', { path }, error)
  }
  try {
    const stat = await file.stat()
    if (!stat.isFile()) throw new GuesthouseError('FILE_UNREADABLE', { path })
    if (trusted && (stat.uid !== 0 || (stat.mode & 0o022) !== 0)) {
      throw new GuesthouseError('DAEMON_CONFIG_UNSAFE', { path })
    }
    const buffer = Buffer.alloc(READ)
    const { bytesRead } = await file.read(buffer, 0, READ, 0)
    return decode(path, buffer.subarray(0, bytesRead))
  } catch (error) {
    if (error instanceof GuesthouseError) throw error
    throw new GuesthouseError('FILE_UNREADABLE', { path }, error)
  } finally {
    await file.close()
  }
}

/** TOML is UTF-8. What is longer than may be is cut, and refused for its length. */
function decode(path: string, bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch (error) {
    if (bytes.length === READ) return bytes.toString('latin1')
    const line = firstBadLine(bytes)
    const reason = 'it is not UTF-8'
    throw new GuesthouseError('DAEMON_CONFIG_INVALID', { path, line, reason }, error)
  }
}

/** No byte of a character of several is a line feed, so lines can be looked at one by one. */
function firstBadLine(bytes: Buffer): number {
  const lines = bytes.toString('latin1').split('\n')
  const isBad = (line: string): boolean => {
    const raw = Buffer.from(line, 'latin1')
    return !Buffer.from(raw.toString('utf8'), 'utf8').equals(raw)
  }
  return lines.findIndex(isBad) + 1
}
