import { spawn } from 'node:child_process'
import { which } from '../lib/command.mjs'

/**
 * Two copies of one signal within this time count as one: a terminal's Ctrl+C reaches npm and us,
 * and npm hands it on as well. An app takes a second one as "now, without saving".
 */
const sameSignalMs = 500

/** @typedef {{ code: number, signal: NodeJS.Signals | null }} Exit code as a shell counts it */

/** @type {Readonly<Partial<Record<NodeJS.Signals, number>>>} */
const signalNumbers = { SIGHUP: 1, SIGINT: 2, SIGKILL: 9, SIGTERM: 15 }

/**
 * Runs a command in a session of its own and waits for it. Signals that end us are handed on to
 * it, once each, and it ends with us even where we are killed. What it leaves in its process group
 * is ended; what detached itself, as machines do, goes on. Electron needs that: its zygotes live
 * for as long as anything holds the sockets that a detached child inherits.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd: string, env: NodeJS.ProcessEnv, wholeGroup?: boolean, limitMs?: number }} options
 * wholeGroup: signals go to everything the command started, not to the command alone
 * @returns {Promise<Exit>}
 */
export function runChild(command, args, { cwd, env, wholeGroup = false, limitMs }) {
  const guard = which('setpriv')
  const [program, programArgs] =
    guard && command !== 'setpriv'
      ? [guard, ['--pdeathsig', 'TERM', '--', command, ...args]]
      : [command, args]
  return new Promise((resolve, reject) => {
    const child = spawn(program, programArgs, {
      cwd,
      env,
      stdio: ['ignore', 'inherit', 'inherit'],
      detached: true,
    })
    const { pid } = child
    /** @param {NodeJS.Signals} signal @param {boolean} toGroup */
    const send = (signal, toGroup) => {
      if (pid === undefined) return
      try {
        process.kill(toGroup ? -pid : pid, signal)
      } catch {
        // it has ended already
      }
    }
    /** @type {Map<NodeJS.Signals, number>} */
    const lastSent = new Map()
    /** @param {NodeJS.Signals} signal */
    const handOn = (signal) => {
      const now = Date.now()
      if (now - (lastSent.get(signal) ?? 0) < sameSignalMs) return
      lastSent.set(signal, now)
      // A terminal that goes away ends all that runs in it, but to the app SIGTERM is the session's end.
      send(signal === 'SIGHUP' && wholeGroup ? 'SIGTERM' : signal, wholeGroup)
    }
    const signals = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])
    for (const signal of signals) process.on(signal, handOn)
    const limit =
      limitMs === undefined ? undefined : setTimeout(() => send('SIGKILL', true), limitMs)
    const settle = () => {
      clearTimeout(limit)
      for (const signal of signals) process.off(signal, handOn)
    }
    child.on('error', (error) => {
      settle()
      reject(error)
    })
    child.on('exit', (code, signal) => {
      settle()
      send('SIGKILL', true)
      resolve({ code: code ?? 128 + ((signal && signalNumbers[signal]) ?? 1), signal })
    })
  })
}
