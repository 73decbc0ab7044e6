import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { say, seconds, warn } from '../lib/console.mjs'
import { messageOf } from '../lib/errors.mjs'
import { writeJson } from '../lib/json-file.mjs'
import { giveToOwner } from '../setup/ownership.mjs'
import { reportOfRoot } from './package-report.mjs'

/**
 * Of `npm test` the one part that only root can do comes first: packages are installed, tried by the
 * account, and removed. What came of it is handed to the account's run, which counts it.
 * @param {import('../package/test-as-root.mjs').Ordinary} ordinary
 * @returns {Promise<{ env: NodeJS.ProcessEnv, remove: () => void }>} env: of the account's run
 */
export async function testPackage(ordinary) {
  /** @type {import('./reports.mjs').Counts} */
  let counts = { passed: 0, failed: 1, skips: [] }
  const started = Date.now()
  try {
    // Of packages that are there only once set-up has run well.
    const { notInstalled } = await import('../package/inspect/may-install.mjs')
    if (notInstalled() !== undefined) return { env: {}, remove: () => undefined }
    say('\n=== package, as root ===')
    const { testAsRoot } = await import('../package/test-as-root.mjs')
    counts = await testAsRoot(ordinary)
  } catch (error) {
    warn(messageOf(error))
  } finally {
    // The account makes packages in the same folder.
    giveToOwner()
  }
  say(
    `  package: ${counts.passed} passed, ${counts.failed} failed, ${seconds(Date.now() - started)}`,
  )
  // Where the account can read it and not write to it.
  const dir = mkdtempSync(path.join(os.tmpdir(), 'guesthouse-report-'))
  chmodSync(dir, 0o755)
  const file = path.join(dir, 'package.json')
  writeJson(file, counts)
  return { env: { [reportOfRoot]: file }, remove: () => rmSync(dir, { recursive: true }) }
}
