import { access, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Logger } from '../../platform/logger.ts'
import { findProgram } from '../capabilities/find-program.ts'
import { describeEnd, runProgram } from '../capabilities/run-program.ts'
import { type ScopeUnit, startTransientUnit, unitPath, userUnitOf } from './scope-unit.ts'

/** A manager that is busy starting a session takes seconds. */
const TIMEOUT_MS = 10_000

const MANAGER = [
  ...['org.freedesktop.systemd1', '/org/freedesktop/systemd1'],
  'org.freedesktop.systemd1.Manager',
]

interface Context {
  readonly env: NodeJS.ProcessEnv
  readonly logger: Logger
  /** Where the kernel tells this process's cgroup. */
  readonly cgroupFile?: string
}

/**
 * Moves processes that run already into a transient scope of their own, so that they outlive the
 * scope that a desktop has put this app in, and are stopped after it at logout. Resolves with the unit's name once they are there, and
 * with null where no user manager runs or it refuses (which is logged). Never rejects.
 *
 * Done by busctl, which comes with systemd: nothing else is needed where there is none, and nothing
 * stands between us and QEMU, whose start does not wait for this.
 */
export async function placeInScope(
  scope: Omit<ScopeUnit, 'stopsAfter'>,
  { env, logger, cgroupFile = '/proc/self/cgroup' }: Context,
): Promise<string | null> {
  try {
    if (!(await hasUserManager(env))) return null
    const busctl = await findProgram({ names: ['busctl'], env })
    if (busctl === null) return null
    const call = async (method: readonly string[]): Promise<string> => {
      const args = ['--user', '--auto-start=no', '--', 'call', ...MANAGER, ...method]
      const result = await runProgram({ file: busctl, args, env, timeoutMs: TIMEOUT_MS })
      if (result.code !== 0) throw new Error(describeEnd(result))
      return result.stdout
    }
    const stopsAfter = userUnitOf(await readFile(cgroupFile, 'utf8').catch(() => ''))
    await call(startTransientUnit({ ...scope, stopsAfter }))
    // The manager answers before it has moved the processes, and moves them before it answers again.
    const [pid = 0] = scope.pids
    const found = await call(['GetUnitByPID', 'u', String(pid)])
    if (!found.includes(`"${unitPath(scope.unit)}"`)) throw new Error(`it is in ${found.trim()}`)
    return scope.unit
  } catch (error) {
    logger.warn('the guest has no scope of its own', { unit: scope.unit, error })
    return null
  }
}

/**
 * Whether guests get a scope of their own, and with it their limits. systemd makes this socket for
 * every user manager, and removes it with the manager.
 */
export async function hasUserManager(env: NodeJS.ProcessEnv): Promise<boolean> {
  const runtimeDir = env['XDG_RUNTIME_DIR']
  if (runtimeDir?.startsWith('/') !== true) return false
  return access(join(runtimeDir, 'systemd/private')).then(
    () => true,
    () => false,
  )
}
