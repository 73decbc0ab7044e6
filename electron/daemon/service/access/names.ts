import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { unprivileged } from '../unprivileged.ts'

const run = promisify(execFile)
/** ms; names may come over a network. */
const LIMIT = 10_000

/** A field of an entry of the account data bases (getent(1)); null where there is none. */
async function lookUp(
  base: 'group' | 'passwd',
  key: string,
  field: number,
): Promise<string | null> {
  const [program, ...args] = unprivileged(['getent', base, key])
  try {
    const { stdout } = await run(program, args, { timeout: LIMIT, encoding: 'utf8' })
    return stdout.trim().split(':')[field] ?? null
  } catch {
    return null
  }
}

/** Names of groups; digits would be taken for a number. */
const GROUP_NAME = /^[A-Za-z_][\w.@-]{0,255}\$?$/

/** A group's number; null where there is no such group. */
export async function groupNumber(name: string): Promise<number | null> {
  const gid = GROUP_NAME.test(name) ? Number((await lookUp('group', name, 2)) ?? Number.NaN) : null
  return Number.isInteger(gid) ? gid : null
}

/** An account's name; null where it has none. */
export const userName = (uid: number): Promise<string | null> => lookUp('passwd', String(uid), 0)
