import { execFile } from 'node:child_process'
import { GuesthouseError } from '../../../shared/domain/errors.ts'
import { hasAmbientCapabilities } from '../../platform/process-capabilities.ts'
import { findProgram } from './find-program.ts'

/** Options of setpriv(1) that leave a program none of our capabilities, and no way to others. */
export const SHED = ['--inh-caps=-all', '--ambient-caps=-all', '--no-new-privs'] as const

/**
 * The arguments in front of a program that make the kernel kill it when we die, SIGKILL included:
 * a QEMU that was asked something and a self-test end with nobody else. By setpriv of util-linux
 * (2.33 and later, prctl(2) PR_SET_PDEATHSIG), which replaces itself with the program, so the
 * process stays the same. Empty where there is no such setpriv. Where this process has ambient
 * capabilities (the system daemon), they take those away as well: rejects with SETPRIV_MISSING where
 * that cannot be.
 */
export function dieWithParent(env: NodeJS.ProcessEnv): Promise<readonly string[]> {
  const path = env['PATH']
  const known = prefixes.get(path)
  if (known !== undefined) return known
  const prefix = find(env)
  prefixes.set(path, prefix)
  return prefix
}

/** ms; it prints one line. */
const ANSWER_TIMEOUT_MS = 5_000

/** By PATH. */
const prefixes = new Map<string | undefined, Promise<readonly string[]>>()

async function find(env: NodeJS.ProcessEnv): Promise<readonly string[]> {
  const sheds = hasAmbientCapabilities()
  const path = await findProgram({ names: ['setpriv'], env })
  const words = path === null ? [] : [path, '--pdeathsig', 'KILL', ...(sheds ? SHED : []), '--']
  if (path !== null && (await works(path, words.slice(1)))) return words
  if (sheds) throw new GuesthouseError('SETPRIV_MISSING')
  return []
}

/** Busybox has a setpriv that knows no such options. */
const works = (path: string, options: readonly string[]): Promise<boolean> =>
  new Promise((resolve) => {
    const limit = { timeout: ANSWER_TIMEOUT_MS, killSignal: 'SIGKILL' } as const
    execFile(path, [...options, path, '--version'], limit, (error) => resolve(error === null))
  })

/**
 * As dieWithParent, for a program that outlives us: only what takes our capabilities away, which is
 * nothing where there are none. Rejects with SETPRIV_MISSING.
 */
export async function withoutCapabilities(env: NodeJS.ProcessEnv): Promise<readonly string[]> {
  if (!hasAmbientCapabilities()) return []
  const path = await findProgram({ names: ['setpriv'], env })
  if (path === null) throw new GuesthouseError('SETPRIV_MISSING')
  return [path, ...SHED, '--']
}
