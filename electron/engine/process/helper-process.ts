import { spawn } from 'node:child_process'
import { constants } from 'node:fs'
import { access, open } from 'node:fs/promises'
import type { Socket } from 'node:net'
import { withoutInheritance } from '../../platform/descriptors.ts'
import { identify, type ProcessIdentity } from '../../platform/process-identity.ts'
import type { GuestAccount } from '../account/index.ts'
import type { ProcessEnd } from './qemu-process.ts'

/** By these names what serves a run is found again. Debian's passt keeps its as it becomes another. */
export const helperPrograms: ReadonlySet<string> = new Set(['passt', 'swtpm', 'virtiofsd'])

/** A program beside QEMU: one of `helperPrograms`, or the switch of a private network. */
export interface HelperSpec {
  /** Tells it apart among the guest's helpers: the device's id, or what it is. */
  readonly name: string
  readonly path: string
  /** Must hold a path below the guest's runtime directory: by that it is found after a crash. */
  readonly argv: readonly string[]
  /** Its output is appended here; below the guest's state directory. */
  readonly logPath: string
  readonly env: NodeJS.ProcessEnv
  /** QEMU does not need it yet: it is started once the guest runs and no other is about to. */
  readonly whenCalm?: boolean | undefined
  /** A connection that it inherits, as descriptor 3. */
  readonly inherit?: Socket | undefined
}

export interface HelperProcess {
  readonly name: string
  readonly identity: ProcessIdentity
  /** Settles when it has ended. */
  readonly ended: Promise<ProcessEnd>
}

/**
 * Starts a helper in a session of its own, because it has to outlive us as QEMU does. Rejects with
 * Node's error where it cannot be started.
 */
export async function spawnHelper(
  spec: HelperSpec,
  account: Pick<GuestAccount, 'prefix'>,
): Promise<HelperProcess> {
  const [program = spec.path, ...argv] = [...account.prefix, spec.path, ...spec.argv]
  // With another program in front, Node would not tell that this one is missing.
  if (program !== spec.path) await access(spec.path, constants.X_OK)
  const log = await open(spec.logPath, 'a', 0o600)
  try {
    const inherited = spec.inherit === undefined ? [] : [spec.inherit]
    const child = withoutInheritance(['ignore', log.fd, log.fd, ...inherited], (stdio) =>
      spawn(program, argv, { cwd: '/', detached: true, env: spec.env, stdio }),
    )
    const ended = new Promise<ProcessEnd>((resolve) => {
      child.once('exit', (code, signal) => resolve({ code, signal }))
    })
    await new Promise<void>((resolve, reject) => {
      child.once('error', reject)
      child.once('spawn', resolve)
    })
    child.unref()
    const pid = child.pid ?? 0
    const identity = identify(pid) ?? { pid: Math.max(1, pid), startTime: 'ended', bootId: '' }
    return { name: spec.name, identity, ended }
  } finally {
    await log.close()
  }
}
