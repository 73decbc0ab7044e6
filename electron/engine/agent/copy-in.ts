import { randomBytes } from 'node:crypto'
import { constants } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { GuesthouseError } from '../../../shared/domain/errors.ts'
import type { Job } from '../jobs/job-list.ts'
import type { AgentClient } from './agent-client.ts'
import { WRITE_BYTES, existsInGuest, withGuestFile, writeInGuest } from './guest-file.ts'
import { lastWords, runInGuest } from './run-in-guest.ts'

export interface CopyIn {
  /** On this computer. */
  readonly from: string
  /** In the guest: the file's whole path. */
  readonly to: string
  readonly overwrite: boolean
}

/**
 * Copies a file into the guest: under another name first, so that what reads `to` there finds the
 * whole file or what was there before. Where the guest has no POSIX shell or lets none be run, the
 * bytes go to `to` itself. Rejects with FILE_UNREADABLE, FILE_EXISTS, the agent's errors or the
 * signal's reason, and removes what it began where the guest lets it.
 */
export async function copyIn(agent: AgentClient, job: Job, copy: CopyIn): Promise<void> {
  const { from, to, overwrite } = copy
  const source = await openSource(from)
  try {
    job.signal.throwIfAborted()
    if (!overwrite && (await existsInGuest(agent, to))) {
      throw new GuesthouseError('FILE_EXISTS', { path: to })
    }
    if (await hasShell(agent)) await copyAndRename(agent, job, source, to)
    else await writeTo(agent, job, source, to)
  } finally {
    await source.close()
  }
}

async function copyAndRename(
  agent: AgentClient,
  job: Job,
  source: FileHandle,
  to: string,
): Promise<void> {
  // In the same folder, and never longer than a name may be.
  const folder = to.slice(0, to.lastIndexOf('/') + 1)
  const temporary = `${folder}.guesthouse-${randomBytes(4).toString('hex')}.part`
  try {
    await writeTo(agent, job, source, temporary)
    job.signal.throwIfAborted()
    const moved = await shell(agent, 'test ! -d "$2" && exec mv -f -- "$1" "$2"', [temporary, to])
    if (moved.code !== 0) {
      const reason = lastWords(moved.stderr) ?? 'there is a folder of that name'
      throw new GuesthouseError('AGENT_REFUSED', { reason })
    }
  } catch (error) {
    await shell(agent, 'exec rm -f -- "$1"', [temporary]).catch(() => {})
    throw error
  }
}

async function writeTo(
  agent: AgentClient,
  job: Job,
  source: FileHandle,
  path: string,
): Promise<void> {
  const { size } = await source.stat()
  job.progress(0, size)
  await withGuestFile(agent, path, 'wb', async (handle) => {
    const buffer = Buffer.alloc(WRITE_BYTES)
    for (let done = 0; ; ) {
      job.signal.throwIfAborted()
      const { bytesRead } = await source.read(buffer, 0, buffer.length, done)
      if (bytesRead === 0) return
      await writeInGuest(agent, handle, buffer.subarray(0, bytesRead))
      done += bytesRead
      job.progress(done, Math.max(done, size))
    }
  })
}

async function openSource(path: string): Promise<FileHandle> {
  let file
  try {
    // A pipe that nobody writes to would be waited for.
    file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK)
    if ((await file.stat()).isFile()) return file
  } catch (error) {
    await file?.close()
    throw new GuesthouseError('FILE_UNREADABLE', { path }, error)
  }
  await file.close()
  throw new GuesthouseError('FILE_UNREADABLE', { path }, 'not a regular file')
}

const shell = (agent: AgentClient, script: string, args: readonly string[]) =>
  runInGuest(agent, { path: '/bin/sh', args: ['-c', script, 'sh', ...args] })

async function hasShell(agent: AgentClient): Promise<boolean> {
  try {
    return (await shell(agent, 'exit 0', [])).code === 0
  } catch (error) {
    const without = ['AGENT_REFUSED', 'AGENT_COMMAND_OFF']
    if (error instanceof GuesthouseError && without.includes(error.code)) return false
    throw error
  }
}
