import { spawn } from 'node:child_process'
import { root } from '../lib/paths.mjs'

/**
 * @typedef {object} Check
 * @property {string} name
 * @property {readonly string[]} command
 */

/**
 * Runs one check's command in the checkout; never rejects.
 * @param {Check} check
 * @returns {Promise<{ ok: boolean, output: string, ms: number }>}
 */
export function run({ command }) {
  const started = performance.now()
  return new Promise((resolve) => {
    const [program = '', ...args] = command
    const child = spawn(program, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    const done = (/** @type {boolean} */ ok) =>
      resolve({ ok, output: output.trimEnd(), ms: performance.now() - started })
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => {
        output += text
      })
    }
    child.on('error', (error) => {
      output += error.message
      done(false)
    })
    child.on('close', (code) => done(code === 0))
  })
}
