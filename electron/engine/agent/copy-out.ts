import { randomBytes } from 'node:crypto'
import { link, lstat, open, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { GuesthouseError } from '../../../shared/domain/errors.ts'
import { errorCode, syncDirectory, writeError } from '../../platform/files.ts'
import type { Job } from '../jobs/job-list.ts'
import { requireSpace } from '../storage/free-space.ts'
import type { AgentClient } from './agent-client.ts'
import { readInGuest, withGuestFile } from './guest-file.ts'

export interface CopyOut {
  /** In the guest. */
  readonly from: string
  /** On this computer: the file's whole path. */
  readonly to: string
  readonly overwrite: boolean
}

/**
 * Files of which Linux says that they are empty, in /proc and /sys, are not; what is longer than this
 * is none of them.
 */
const UNSIZED_MAX_BYTES = 16 * 1024 * 1024

/** Of file systems without hard links. */
const NO_LINKS = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS'])

/**
 * Copies a file out of the guest: under another name first, then on the disk, then under its own.
 * The copy is as long as the file was at the beginning: a guest decides what it sends, and could send
 * without end. Rejects with FILE_EXISTS, SPACE_NEEDED, NO_SPACE, FILE_WRITE_FAILED, the agent's errors or the signal's reason,
 * and leaves nothing behind.
 */
export async function copyOut(agent: AgentClient, job: Job, copy: CopyOut): Promise<void> {
  const { from, to, overwrite } = copy
  job.signal.throwIfAborted()
  if (!overwrite && (await exists(to))) throw new GuesthouseError('FILE_EXISTS', { path: to })
  const name = `.guesthouse-${randomBytes(4).toString('hex')}.part`
  const temporary = join(dirname(to), name)
  try {
    await withGuestFile(agent, from, 'rb', (handle) => read(agent, job, handle, temporary))
    job.signal.throwIfAborted()
    if (overwrite) await rename(temporary, to)
    else await takeName(temporary, to)
    await syncDirectory(dirname(to))
  } catch (error) {
    await rm(temporary, { force: true })
    job.signal.throwIfAborted()
    throw error instanceof GuesthouseError ? error : writeError(to, error)
  }
}

async function read(agent: AgentClient, job: Job, handle: number, to: string): Promise<void> {
  const end = await agent.execute('guest-file-seek', { handle, offset: 0, whence: 'end' })
  await agent.execute('guest-file-seek', { handle, offset: 0, whence: 'set' })
  job.progress(0, end.position)
  await requireSpace(to, end.position)
  const limit = end.position === 0 ? UNSIZED_MAX_BYTES : end.position
  const file = await open(to, 'wx', 0o666)
  try {
    for (let done = 0; done < limit; ) {
      job.signal.throwIfAborted()
      const bytes = (await readInGuest(agent, handle)).subarray(0, limit - done)
      if (bytes.length === 0) break
      await file.writeFile(bytes)
      done += bytes.length
      job.progress(done, Math.max(done, end.position))
    }
    await file.sync()
  } finally {
    await file.close()
  }
}

/** Gives the file its name, and fails where somebody took it meanwhile. */
async function takeName(temporary: string, to: string): Promise<void> {
  try {
    await link(temporary, to)
    await rm(temporary)
  } catch (error) {
    const code = errorCode(error) ?? ''
    if (!NO_LINKS.has(code) && code !== 'EEXIST') throw error
    if (code === 'EEXIST' || (await exists(to))) {
      throw new GuesthouseError('FILE_EXISTS', { path: to }, error)
    }
    await rename(temporary, to)
  }
}

const exists = (path: string): Promise<boolean> =>
  lstat(path).then(
    () => true,
    (error: unknown) => {
      if (errorCode(error) === 'ENOENT') return false
      throw writeError(path, error)
    },
  )
