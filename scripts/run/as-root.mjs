import { existsSync, mkdirSync } from 'node:fs'
import path from 'node:path'
import { becoming, ordinaryAccount } from '../lib/account.mjs'
import { say } from '../lib/console.mjs'
import { root } from '../lib/paths.mjs'
import { accountEnvironment } from './account-environment.mjs'
import { runChild } from './child.mjs'
import {
  bringBackResults,
  canWorkInPlace,
  reachableNode,
  removeOldResults,
  stageCheckout,
} from './stage.mjs'
import { runTestsOfRoot } from './tests-of-root.mjs'

/**
 * X servers put their sockets here, and only root can make it as it has to be: for everybody,
 * each removing their own alone.
 */
function ensureX11Directory() {
  const dir = '/tmp/.X11-unix'
  if (existsSync(dir)) return
  const before = process.umask(0)
  mkdirSync(dir, { mode: 0o1777 })
  process.umask(before)
}

/**
 * The copy's top is root's, and git works in no directory of somebody else's unless it is told to.
 * @param {string} directory
 */
const trusting = (directory) => ({
  GIT_CONFIG_COUNT: '1',
  GIT_CONFIG_KEY_0: 'safe.directory',
  GIT_CONFIG_VALUE_0: directory,
})

/**
 * Runs one of our commands again as an ordinary account: in the checkout where that account can
 * work in it, else in a copy that it can.
 * @param {'start' | 'test' | 'demo' | 'bench'} verb
 * @param {readonly string[]} args
 * @returns {Promise<number>} exit code
 */
export async function runAsOrdinaryAccount(verb, args) {
  const account = ordinaryAccount()
  if (!account)
    throw new Error('There is no ordinary account yet. Run: node scripts/setup/main.mjs start')
  process.umask(0o022)
  ensureX11Directory()
  const inPlace = canWorkInPlace(account)
  const directory = inPlace ? root : stageCheckout(account)
  say(
    inPlace
      ? `Started as root; running as ${account.name}.`
      : `Started as root; running as ${account.name}, in a copy of the checkout: ${directory}`,
  )
  const node = reachableNode(account)
  const [program = '', ...before] = becoming(account)
  if (!inPlace) removeOldResults(directory, verb, account)
  const script = path.join(directory, 'scripts', 'run', 'main.mjs')
  const env = { ...accountEnvironment(account, node), ...(inPlace ? {} : trusting(directory)) }
  /** @param {readonly string[]} command @param {NodeJS.ProcessEnv} more */
  const run = async (command, more = {}) => {
    const options = { cwd: directory, env: { ...env, ...more } }
    return (await runChild(program, [...before, node, script, ...command], options)).code
  }
  const withReport =
    verb === 'test'
      ? await runTestsOfRoot({ account, directory, run })
      : { env: {}, remove: () => undefined }
  const code = await run([verb, ...args], withReport.env)
  withReport.remove()
  if (!inPlace) bringBackResults(directory, verb, account)
  return code
}
