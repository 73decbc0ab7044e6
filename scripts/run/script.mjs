import { existsSync } from 'node:fs'
import path from 'node:path'
import { warn } from '../lib/console.mjs'
import { root } from '../lib/paths.mjs'
import { runChild } from './child.mjs'
import { endLeftOver } from './left-over.mjs'
import { withOwnSession } from './session.mjs'

/** Below scripts/. */
const scripts = /** @type {const} */ ({
  demo: 'demo/main.mjs',
  bench: 'bench/main.mjs',
  // Of the test of packages, which root begins.
  packaged: 'package/window.mjs',
})

/**
 * Runs a script on a desktop of its own.
 * @param {keyof typeof scripts} name
 * @param {readonly string[]} args
 * @returns {Promise<number>} its exit code
 */
export async function runScript(name, args) {
  const script = path.join(root, 'scripts', scripts[name])
  if (!existsSync(script)) {
    warn(`scripts/${scripts[name]} is missing.`)
    return 1
  }
  return withOwnSession(async (env, dir) => {
    const options = { cwd: root, env, wholeGroup: true }
    const { code } = await runChild(process.execPath, [script, ...args], options)
    const leftOver = await endLeftOver(dir)
    for (const line of leftOver) warn(`Left over, and ended now: ${line}`)
    return code === 0 && leftOver.length > 0 ? 1 : code
  })
}
