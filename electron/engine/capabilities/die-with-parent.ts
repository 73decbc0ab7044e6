import { execFile } from 'node:child_process'
import { findProgram } from './find-program.ts'

/**
 * The arguments in front of a program that make the kernel kill it when we die, SIGKILL included:
 * a QEMU that was asked something and a self-test end with nobody else. By setpriv of util-linux
 * (2.33 and later, prctl(2) PR_SET_PDEATHSIG), which replaces itself with the program, so the
 * process stays the same. Empty where there is no such setpriv.
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
  const path = await findProgram({ names: ['setpriv'], env })
  if (path === null) return []
  const words = [path, '--pdeathsig', 'KILL', '--']
  // Busybox has a setpriv that knows no such option.
  return new Promise((resolve) => {
    const limit = { timeout: ANSWER_TIMEOUT_MS, killSignal: 'SIGKILL' } as const
    execFile(path, [...words.slice(1), path, '--version'], limit, (error) => {
      resolve(error === null ? words : [])
    })
  })
}
