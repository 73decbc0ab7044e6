import { chownSync, mkdtempSync, rmSync } from 'node:fs'
import { windowReport } from '../run/package-report.mjs'
import { buildAndInspect } from './inspect/build-and-inspect.mjs'
import { Checks, demand } from './inspect/check.mjs'
import {
  install,
  installed,
  isComplete,
  isInstalled,
  machinesOf,
  nothingIsLeft,
  purge,
  systemFiles,
} from './inspect/installed.mjs'

/** Exit codes, as shells count them. */
const endsWith = /** @type {const} */ ({ SIGINT: 130, SIGTERM: 143 })

/**
 * @typedef {{
 *   account: import('../lib/account.mjs').Account,
 *   directory: string,
 *   run: (args: readonly string[]) => Promise<number>,
 * }} Ordinary
 * directory: the checkout, or the account's copy of it; run: runs scripts/run/main.mjs as the account
 */

/**
 * Makes the packages, installs the deb on this computer, has the account drive what was installed, and
 * removes it.
 * @param {Ordinary} ordinary
 */
export async function testAsRoot(ordinary) {
  const checks = new Checks()
  const made = await buildAndInspect(checks, { hasDpkg: true })
  const deb = made?.deb
  if (deb === undefined) return checks.counts
  const before = systemFiles()
  // Not below the account's own temporary directory, which is gone with its session.
  const home = mkdtempSync('/var/tmp/gh-')
  chownSync(home, ordinary.account.uid, ordinary.account.gid)
  /** @type {keyof typeof endsWith | undefined} */
  let ended
  const signals = /** @type {const} */ (['SIGINT', 'SIGTERM'])
  const end = (/** @type {keyof typeof endsWith} */ signal) => {
    ended = signal
  }
  for (const signal of signals) {
    // electron-builder's, which are done with and would end us at once.
    process.removeAllListeners(signal)
    process.on(signal, end)
  }
  try {
    const isThere = await checks.check('apt installs it', () => install(deb))
    if (isThere && ended === undefined) {
      await checks.check('what is installed is complete', isComplete)
      await driveAndPurge(checks, { before, home, ordinary })
    }
  } finally {
    if (isInstalled()) await purge()
    rmSync(home, { recursive: true, force: true })
    for (const signal of signals) process.off(signal, end)
  }
  // Only now, when nothing of it is left on the computer.
  if (ended !== undefined) process.exit(endsWith[ended])
  return checks.counts
}

/**
 * @param {Checks} checks
 * @param {{ before: ReadonlySet<string>, home: string, ordinary: Ordinary }} options
 */
async function driveAndPurge(checks, { before, home, ordinary }) {
  const status = await ordinary.run(['packaged', installed.executable, installed.entry, home])
  checks.addWindow(windowReport(ordinary.directory), status)
  let machines = ''
  await checks.check('the user has a machine', () => {
    machines = machinesOf(home)
  })
  await checks.check('apt removes it', purge)
  await checks.check('nothing of it is left', () => nothingIsLeft(before))
  await checks.check('the user’s machines are as they were', () =>
    demand(machines !== '' && machines === machinesOf(home), 'they changed'),
  )
}
