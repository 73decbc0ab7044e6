import { spawnSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { which } from '../lib/command.mjs'
import { say, warn } from '../lib/console.mjs'
import { cacheDir } from '../lib/paths.mjs'

const held = 'GUESTHOUSE_SETUP_LOCKED'

export const holdsLock = () => process.env[held] === '1'

/**
 * Runs this very command again under a lock on the checkout, which the kernel gives back however
 * the command ends, and returns its exit code.
 */
export function againUnderLock() {
  const flock = which('flock')
  const command = [process.execPath, ...process.argv.slice(1)]
  const env = { ...process.env, [held]: '1' }
  /** @param {string} program @param {readonly string[]} args */
  const run = (program, args) => {
    const result = spawnSync(program, args, { stdio: 'inherit', env })
    return { status: result.status, signal: result.signal }
  }
  if (!flock) {
    warn('The program flock is missing: do not run two set-ups at once.')
    return run(command[0] ?? 'node', command.slice(1)).status ?? 1
  }
  mkdirSync(cacheDir, { recursive: true })
  const lock = path.join(cacheDir, 'setup.lock')
  /** flock's own answer where another one holds the lock; no exit code of set-up's. */
  const busy = 75
  const first = run(flock, [
    '--nonblock',
    '--close',
    '--conflict-exit-code',
    `${busy}`,
    lock,
    ...command,
  ])
  if (first.status !== busy) return first.status ?? 1
  say('Another set-up is at work in this checkout; waiting for it.')
  return run(flock, ['--close', lock, ...command]).status ?? 1
}
