import { spawnSync } from 'node:child_process'

export const isRoot = process.getuid?.() === 0

/** @type {readonly string[] | undefined | null} */
let prefix = null

/**
 * What to put before a command that needs root: nothing as root, `sudo -n` where sudo asks for no
 * password, undefined where neither holds.
 * @returns {readonly string[] | undefined}
 */
export function privilege() {
  if (prefix !== null) return prefix
  if (isRoot) prefix = []
  else {
    const sudo = spawnSync('sudo', ['-n', 'true'], { stdio: 'ignore', timeout: 10_000 })
    prefix = sudo.status === 0 ? ['sudo', '-n'] : undefined
  }
  return prefix
}

/**
 * A command and its arguments, to be run as root.
 * @param {readonly string[]} command
 * @returns {[string, string[]] | undefined} undefined where root cannot be had
 */
export function asRoot(command) {
  const before = privilege()
  if (!before) return undefined
  const [name, ...args] = [...before, ...command]
  return name === undefined ? undefined : [name, args]
}
