import { randomBytes } from 'node:crypto'
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { GuesthouseError } from '../../shared/domain/errors.ts'
import { errorCode, writeError } from './files.ts'
import {
  identify,
  isAlive,
  processIdentitySchema,
  type ProcessIdentity,
} from './process-identity.ts'

export interface OwnerLock {
  release(): Promise<void>
}

/**
 * Makes this process the one owner of what the lock file stands for. The file names its owner by
 * ProcessIdentity, so a lock that a dead process left behind is told apart from a live one and taken
 * over. Rejects with STORE_OWNED while another process is alive.
 */
export async function acquireOwnerLock(path: string): Promise<OwnerLock> {
  const me = identify(process.pid)
  if (me === null) throw new GuesthouseError('INTERNAL', {}, '/proc cannot be read')
  const mine = JSON.stringify(me)
  const candidate = `${path}.${process.pid}.${randomBytes(4).toString('hex')}`
  try {
    await writeFile(candidate, mine, { mode: 0o600, flag: 'wx' })
    // link(2) fails where the name exists, so the lock appears whole or not at all.
    for (;;) {
      try {
        await link(candidate, path)
        break
      } catch (error) {
        if (errorCode(error) !== 'EEXIST') throw error
      }
      await removeStale(path, candidate)
    }
  } catch (error) {
    throw writeError(path, error)
  } finally {
    await rm(candidate, { force: true }).catch(() => {})
  }
  return {
    async release() {
      if ((await readFile(path, 'utf8').catch(() => '')) === mine) await rm(path, { force: true })
    },
  }
}

/** Moves a dead owner's lock aside, or throws STORE_OWNED. */
async function removeStale(path: string, scratch: string): Promise<void> {
  let content: string
  try {
    content = await readFile(path, 'utf8')
  } catch (error) {
    // Released meanwhile. Anything else stays as it is, and has to be said.
    if (errorCode(error) === 'ENOENT') return
    throw error
  }
  const owner = parseOwner(content)
  if (owner !== null && isAlive(owner)) throw new GuesthouseError('STORE_OWNED', { pid: owner.pid })
  // Two processes may both see the stale lock: rename it, and put it back if it was not that one.
  const aside = `${scratch}.stale`
  await rename(path, aside).catch(() => {})
  const moved = await readFile(aside, 'utf8').catch(() => content)
  if (moved !== content) await link(aside, path).catch(() => {})
  await rm(aside, { force: true })
}

function parseOwner(content: string): ProcessIdentity | null {
  try {
    const parsed = processIdentitySchema.safeParse(JSON.parse(content))
    return parsed.success ? parsed.data : null
  } catch {
    return null
  }
}
