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
  try {
    if (await checks.check('apt installs it', () => install(deb))) {
      await checks.check('what is installed is complete', isComplete)
      await driveAndPurge(checks, { before, home, ordinary })
    }
  } finally {
    if (isInstalled()) await purge()
    rmSync(home, { recursive: true, force: true })
  }
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
