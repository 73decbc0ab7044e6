import { say, seconds, warn } from '../lib/console.mjs'
import { messageOf } from '../lib/errors.mjs'
import { giveToOwner } from '../setup/ownership.mjs'

/**
 * Packages are installed, tried by the account, and removed.
 * @param {import('../package/test-as-root.mjs').Ordinary} ordinary
 * @returns {Promise<import('./reports.mjs').Counts | undefined>} undefined where nothing can be
 * installed here
 */
export async function testPackage(ordinary) {
  const started = Date.now()
  try {
    // Of packages that are there only once set-up has run well.
    const { notInstalled } = await import('../package/inspect/may-install.mjs')
    if (notInstalled() !== undefined) return undefined
    say('\n=== package, as root ===')
    const { testAsRoot } = await import('../package/test-as-root.mjs')
    const counts = await testAsRoot(ordinary)
    const { passed, failed } = counts
    say(`  package: ${passed} passed, ${failed} failed, ${seconds(Date.now() - started)}`)
    return counts
  } catch (error) {
    warn(messageOf(error))
    return { passed: 0, failed: 1, failures: [messageOf(error)], skips: [] }
  } finally {
    // The account makes packages in the same folder.
    giveToOwner()
  }
}
