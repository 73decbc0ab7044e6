import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { which } from '../lib/command.mjs'

/**
 * A helper program that ends with us, however we end, and that a Ctrl+C in the terminal does not
 * reach: it has to outlive what uses it.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} env
 */
function startHelper(command, args, env) {
  const program = which(command)
  if (!program) throw new Error(`The program ${command} is not installed.`)
  const guard = which('setpriv')
  const guarded = ['--pdeathsig', 'TERM', '--', program, ...args]
  const child = spawn(guard ?? program, guard ? guarded : args, {
    env,
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
  })
  let errors = ''
  child.stderr?.on('data', (/** @type {Buffer} */ chunk) => {
    errors = (errors + chunk.toString()).slice(-4_096)
  })
  const ended = once(child, 'exit')
  return {
    /** The first line that it writes to descriptor 3, which is how it says that it is ready. */
    async firstLine() {
      let text = ''
      const answer = child.stdio[3]
      if (!answer || !('on' in answer)) throw new Error(`${command} has no descriptor 3.`)
      const line = new Promise((resolve) => {
        answer.on('data', (/** @type {Buffer} */ chunk) => {
          text += chunk.toString()
          const end = text.indexOf('\n')
          if (end >= 0) resolve(text.slice(0, end))
        })
      })
      const outcome = await Promise.race([line, ended.then(() => undefined)])
      if (outcome === undefined) throw new Error(`${command} ended at once: ${errors.trim()}`)
      return String(outcome)
    },
    async stop() {
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM')
      await ended
    },
  }
}

/**
 * An X server without a screen, on a display number that is free, open to whoever has the cookie.
 * @param {string} dir private to the account
 * @param {NodeJS.ProcessEnv} env
 */
export async function startVirtualScreen(dir, env) {
  const authority = path.join(dir, 'Xauthority')
  writeFileSync(authority, xauthority(randomBytes(16)), { mode: 0o600 })
  const helper = startHelper(
    'Xvfb',
    [
      ...['-displayfd', '3', '-screen', '0', '1600x1000x24'],
      ...['-nolisten', 'tcp', '-noreset', '-auth', authority],
    ],
    env,
  )
  const display = `:${await helper.firstLine()}`
  return { display, authority, stop: () => helper.stop() }
}

/**
 * One cookie for every display, as the number is not known before the server has started. Source
 * of the format: Xau(3), FamilyWild.
 * @param {Buffer} cookie
 */
function xauthority(cookie) {
  const field = (/** @type {string | Buffer} */ value) => {
    const content = Buffer.from(value)
    const length = Buffer.alloc(2)
    length.writeUInt16BE(content.length)
    return Buffer.concat([length, content])
  }
  const family = Buffer.from([0xff, 0xff])
  return Buffer.concat([family, field(''), field(''), field('MIT-MAGIC-COOKIE-1'), field(cookie)])
}

/**
 * A session bus of our own.
 * @param {NodeJS.ProcessEnv} env
 */
export async function startSessionBus(env) {
  const helper = startHelper(
    'dbus-daemon',
    ['--session', '--nofork', '--nopidfile', '--print-address=3'],
    env,
  )
  return { address: await helper.firstLine(), stop: () => helper.stop() }
}
