import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as z from 'zod/mini'
import type { Logger } from '../../platform/logger.ts'
import { bootId } from '../../platform/process-identity.ts'
import {
  binaryIdentitySchema,
  identifyBinary,
  isSameBinary,
} from '../capabilities/binary-identity.ts'
import { startChild } from '../capabilities/bounded-child.ts'
import { findProgram } from '../capabilities/find-program.ts'
import { readCache, writeCache } from '../capabilities/json-cache.ts'
import { awaitSocketFile } from '../process/await-socket.ts'

/** Distributions keep it out of PATH: Debian 13 and Fedora, Arch, Debian 12 (QEMU's own, in C). */
const ELSEWHERE = [
  '/usr/libexec/virtiofsd',
  '/usr/lib/virtiofsd',
  '/usr/lib/qemu/virtiofsd',
  '/usr/libexec/qemu/virtiofsd',
]
/** ms; it listens within some ms, or ends. */
const PROOF_TIMEOUT_MS = 10_000

/** Sandboxes, the better one first: namespaces are not given to ordinary users everywhere. */
const sandboxes = ['namespace', 'none'] as const
export type Sandbox = (typeof sandboxes)[number]

export interface Virtiofsd {
  readonly path: string
  readonly sandbox: Sandbox
}

const proofSchema = z.object({
  binary: binaryIdentitySchema,
  /** null: it does not work for this user. */
  sandbox: z.nullable(z.enum(sandboxes)),
  bootId: z.string(),
})

/**
 * The arguments for one folder. Every user of the guest is this user here: an ordinary user can
 * give files to nobody else, and without that only one user of the guest could make any.
 */
export function virtiofsdArguments(options: {
  readonly socket: string
  readonly folder: string
  readonly readOnly: boolean
  readonly sandbox: Sandbox
  readonly user: { readonly uid: number; readonly gid: number }
}): string[] {
  const { socket, folder, readOnly, sandbox, user } = options
  const ALL = 2 ** 32 - 1
  return [
    ...[`--socket-path=${socket}`, `--shared-dir=${folder}`, `--sandbox=${sandbox}`],
    `--translate-uid=squash-guest:0:${user.uid}:${ALL}`,
    `--translate-gid=squash-guest:0:${user.gid}:${ALL}`,
    '--log-level=warn',
    ...(readOnly ? ['--readonly'] : []),
  ]
}

/** The program, whether or not it works for this user; null where there is none. */
export const findVirtiofsdProgram = (
  env: NodeJS.ProcessEnv,
  elsewhere: readonly string[] = ELSEWHERE,
): Promise<string | null> => findProgram({ names: ['virtiofsd'], env, elsewhere })

/**
 * The virtiofsd that works for this user, proved by starting it with the very options on an empty
 * folder; null where none does. Debian 12's, written in C, does not: it wants the system's
 * /run/virtiofsd and the groups of root. The Rust one has all options since 1.13. The proof is kept
 * for as long as the program's file is the same, a refusal no longer than until the next boot: what
 * users may do with namespaces can be changed. `anew`: a refusal is not taken from the cache.
 */
export async function findVirtiofsd(options: {
  readonly env: NodeJS.ProcessEnv
  readonly cacheFile: string
  readonly logger: Logger
  readonly user: { readonly uid: number; readonly gid: number }
  readonly elsewhere?: readonly string[] | undefined
  readonly anew?: boolean
}): Promise<Virtiofsd | null> {
  const { env, cacheFile, logger, elsewhere, anew = false } = options
  const path = await findVirtiofsdProgram(env, elsewhere)
  if (path === null) return null
  const binary = await identifyBinary(path)
  const known = await readCache(cacheFile, proofSchema, logger)
  if (known !== null && isSameBinary(known.binary, binary)) {
    if (known.sandbox !== null) return { path, sandbox: known.sandbox }
    if (known.bootId === bootId() && !anew) return null
  }
  for (const sandbox of sandboxes) {
    const refusal = await refusalOf(path, sandbox, options)
    if (refusal === null) {
      await writeCache(cacheFile, { binary, sandbox, bootId: bootId() }, logger)
      return { path, sandbox }
    }
    logger.info('virtiofsd does not work for this user', { path, sandbox, refusal })
  }
  await writeCache(cacheFile, { binary, sandbox: null, bootId: bootId() }, logger)
  return null
}

/** null where it listens; else its last words. */
async function refusalOf(
  file: string,
  sandbox: Sandbox,
  { env, user }: { env: NodeJS.ProcessEnv; user: { uid: number; gid: number } },
): Promise<string | null> {
  const directory = await mkdtemp(join(tmpdir(), 'gh-vfs-'))
  const [socket, folder] = [join(directory, 's'), join(directory, 'folder')]
  const stop = new AbortController()
  const timer = setTimeout(() => stop.abort(new Error('it did not listen')), PROOF_TIMEOUT_MS)
  try {
    await mkdir(folder)
    const args = virtiofsdArguments({ socket, folder, readOnly: true, sandbox, user })
    const child = await startChild({ file, args, env })
    void child.ended.then(() => stop.abort(new Error(child.stderr().trim() || 'it ended')))
    try {
      await awaitSocketFile(socket, stop.signal)
      return null
    } finally {
      child.kill()
      await child.ended
    }
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  } finally {
    clearTimeout(timer)
    await rm(directory, { recursive: true, force: true })
  }
}
