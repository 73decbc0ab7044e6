import { spawn, spawnSync } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import path from 'node:path'

/** A command that could not be run, or that said no. `output` holds the end of what it printed. */
export class CommandError extends Error {
  /** @param {string} message @param {string} output */
  constructor(message, output) {
    super(message)
    this.name = 'CommandError'
    this.output = output
  }
}

/**
 * Where a command is, or undefined. The sbin directories count: an ordinary PATH often lacks them.
 * @param {string} name
 * @returns {string | undefined}
 */
export function which(name) {
  const dirs = [...(process.env['PATH'] ?? '').split(':'), '/usr/sbin', '/sbin', '/usr/local/sbin']
  for (const dir of dirs) {
    if (dir === '') continue
    const full = path.join(dir, name)
    try {
      accessSync(full, constants.X_OK)
      return full
    } catch {
      // not in this directory
    }
  }
  return undefined
}

/**
 * What a command prints on stdout. Throws CommandError with its stderr where it fails.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, timeoutMs?: number }} [options]
 * @returns {Buffer}
 */
export function capture(command, args, { cwd, env, timeoutMs } = {}) {
  const result = spawnSync(command, args, {
    ...(cwd === undefined ? {} : { cwd }),
    ...(env === undefined ? {} : { env }),
    ...(timeoutMs === undefined ? {} : { timeout: timeoutMs }),
    stdio: ['ignore', 'pipe', 'pipe'],
    maxBuffer: 1 << 30,
  })
  if (result.error || result.status !== 0) {
    const how = result.error?.message ?? `ended with ${result.signal ?? result.status}`
    throw new CommandError(`${command} ${args.join(' ')}: ${how}`, String(result.stderr ?? ''))
  }
  return result.stdout
}

/**
 * Runs a long command quietly, keeping the end of what it prints for the error, and calls
 * `heartbeat` every few seconds with the time since its start in ms.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, timeoutMs?: number,
 *   heartbeat?: (elapsedMs: number) => void }} [options]
 * @returns {Promise<string>} the end of its output, both streams
 */
export function runQuietly(command, args, { cwd, env, timeoutMs, heartbeat } = {}) {
  return new Promise((resolve, reject) => {
    const started = Date.now()
    const child = spawn(command, args, {
      ...(cwd === undefined ? {} : { cwd }),
      ...(env === undefined ? {} : { env }),
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let output = ''
    const keep = (/** @type {Buffer} */ chunk) => {
      output = (output + chunk.toString()).slice(-16_384)
    }
    child.stdout.on('data', keep)
    child.stderr.on('data', keep)
    const beat = heartbeat && setInterval(() => heartbeat(Date.now() - started), 5_000)
    let timedOut = false
    const limit =
      timeoutMs &&
      setTimeout(() => {
        timedOut = true
        child.kill('SIGKILL')
      }, timeoutMs)
    const settle = () => {
      if (beat) clearInterval(beat)
      if (limit) clearTimeout(limit)
    }
    child.on('error', (error) => {
      settle()
      reject(new CommandError(`${command}: ${error.message}`, output))
    })
    child.on('close', (code, signal) => {
      settle()
      if (code === 0) resolve(output)
      else {
        const how = timedOut ? `took longer than ${timeoutMs} ms` : `ended with ${signal ?? code}`
        reject(new CommandError(`${command} ${args.join(' ')}: ${how}`, output))
      }
    })
  })
}
