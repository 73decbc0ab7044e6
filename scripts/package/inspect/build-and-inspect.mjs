import { buildPackages } from '../build-packages.mjs'
import { appChecks } from './app.mjs'
import { daemonDebChecks } from './daemon-deb.mjs'
import { debChecks } from './deb.mjs'
import { livesInOverlay, noOverlay } from './overlay-install.mjs'
import { sourceChecks } from './sources.mjs'

/** @typedef {{ unpacked: string, deb: string | undefined }} Made */

/**
 * Looks at what is written by hand, makes the packages of what is built in dist/, and looks at them.
 * @param {import('./check.mjs').Checks} checks
 * @param {{ hasDpkg: boolean }} options
 * @returns {Promise<Made | undefined>} undefined where nothing could be made
 */
export async function buildAndInspect(checks, { hasDpkg }) {
  await checks.all(sourceChecks)
  /** @type {Awaited<ReturnType<typeof buildPackages>> | undefined} */
  let made
  await checks.check('packages are made', async () => {
    /** @type {readonly ('dir' | 'deb')[]} */
    const targets = hasDpkg ? ['dir', 'deb'] : ['dir']
    made = await buildPackages({ targets, compression: 'gzip', release: false })
  })
  if (!made) return undefined
  const { unpacked, packages, daemon, standIn } = made
  await checks.all(appChecks({ unpacked, hasDpkg }))
  const [deb] = packages
  if (deb !== undefined) await checks.all(debChecks({ deb, standIn }))
  else checks.skip('the deb', 'this computer has no dpkg-deb')
  for (const one of daemon) {
    await checks.all(daemonDebChecks(one))
    const name = 'guesthoused: its package is installed, changed and removed'
    const reason = noOverlay()
    if (reason === undefined) await checks.check(name, () => livesInOverlay(one))
    else checks.skip(name, reason)
  }
  return { unpacked, deb }
}
