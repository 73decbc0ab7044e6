import { spawn } from 'node:child_process'
import { constants } from 'node:fs'
import { access, open } from 'node:fs/promises'
import { GuesthouseError } from '../../../shared/domain/errors.ts'
import { withoutInheritance } from '../../platform/descriptors.ts'
import { errorCode } from '../../platform/files.ts'
import {
  identify,
  isAlive,
  type ProcessIdentity,
  waitUntilGone,
} from '../../platform/process-identity.ts'
import type { GuestAccount } from '../account/index.ts'

/** What is known of an end: nothing, for a process that is not our child. */
export interface ProcessEnd {
  readonly code: number | null
  readonly signal: string | null
}

/** A QEMU that runs detached from us: our child, or one that an earlier engine started. */
export interface QemuProcess {
  readonly identity: ProcessIdentity
  /** Settles when the process is gone; for an adopted one only once `checkEnd` has been called. */
  readonly ended: Promise<ProcessEnd>
  /** Something hints that the process has ended (its sockets closed): find out. */
  checkEnd(): void
}

/**
 * Starts QEMU in a session of its own, so that neither a signal to our group nor our end reaches
 * it. It writes to a file, not to a pipe, because it outlives us. Rejects with QEMU_NOT_FOUND or
 * QEMU_UNUSABLE.
 */
export async function spawnQemu(options: {
  readonly path: string
  readonly argv: readonly string[]
  /** Opened for appending, so that the file can be cut while QEMU writes. */
  readonly logPath: string
  readonly env: NodeJS.ProcessEnv
  /** Descriptors that QEMU gets as its 3, 4 and so on. */
  readonly inherit?: readonly number[] | undefined
  readonly account: Pick<GuestAccount, 'prefix'>
}): Promise<QemuProcess> {
  const { path, account } = options
  const [program = path, ...argv] = [...account.prefix, path, ...options.argv]
  // With another program in front, Node would not tell that this one is missing.
  if (program !== path) await access(path, constants.X_OK).catch((error) => refuse(path, error))
  const log = await open(options.logPath, 'a', 0o600)
  try {
    const given = options.inherit ?? []
    const child = withoutInheritance(['ignore', log.fd, log.fd, ...given], (stdio) =>
      spawn(program, argv, { cwd: '/', detached: true, env: options.env, stdio }),
    )
    const ended = new Promise<ProcessEnd>((resolve) => {
      child.once('exit', (code, signal) => resolve({ code, signal }))
    })
    const failure = new Promise<Error | null>((resolve) => {
      child.once('error', resolve)
      child.once('spawn', () => resolve(null))
    })
    child.unref()
    const error = await failure
    if (error !== null) refuse(path, error)
    const pid = child.pid ?? 0
    // Gone within microseconds: an identity that matches nothing keeps the rest simple.
    const identity = identify(pid) ?? { pid: Math.max(1, pid), startTime: 'ended', bootId: '' }
    return { identity, ended, checkEnd: () => {} }
  } finally {
    await log.close()
  }
}

function refuse(path: string, error: unknown): never {
  const code = errorCode(error) === 'ENOENT' ? 'QEMU_NOT_FOUND' : 'QEMU_UNUSABLE'
  throw new GuesthouseError(code, { path }, error)
}

/** Takes over a process that runs already. Its end is noticed through its sockets. */
export function adoptProcess(identity: ProcessIdentity): QemuProcess {
  let checking = false
  let resolve: (end: ProcessEnd) => void = () => {}
  const ended = new Promise<ProcessEnd>((settle) => {
    resolve = settle
  })
  return {
    identity,
    ended,
    checkEnd() {
      if (checking) return
      checking = true
      void waitUntilGone(identity).then(() => resolve({ code: null, signal: null }))
    },
  }
}

/** Waits for the end, of a child by its event and of another process by looking. */
export async function waitForEnd(qemu: QemuProcess, timeoutMs: number): Promise<boolean> {
  const ended = qemu.ended.then(() => true)
  const gone = await Promise.race([ended, waitUntilGone(qemu.identity, timeoutMs)])
  if (gone) qemu.checkEnd()
  return gone || !isAlive(qemu.identity)
}
