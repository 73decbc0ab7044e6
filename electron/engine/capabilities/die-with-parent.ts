import { execFile } from 'node:child_process'
import { findProgram } from './find-program.ts'

/**
 * The arguments in front of a program that make the kernel kill it when we die, SIGKILL included:
 * a QEMU that was asked something and a self-test end with nobody else. By setpriv of util-linux
 * (2.33 and later, prctl(2) PR_SET_PDEATHSIG), which replaces itself with the program, so the
 * process stays the same. Empty where there is no such setpriv.
 */
export function dieWithParent(): Promise<readonly string[]> {
  prefix ??= find()
  return prefix
}

/** ms; it prints one line. */
const ANSWER_TIMEOUT_MS = 5_000

let prefix: Promise<readonly string[]> | undefined

async function find(): Promise<readonly string[]> {
  const path = await findProgram({ names: ['setpriv'], env: process.env })
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
