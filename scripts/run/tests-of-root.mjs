import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { writeJson } from '../lib/json-file.mjs'
import { testPackage } from './package-as-root.mjs'
import { reportsOfRoot } from './package-report.mjs'
import { testSystem } from './system-as-root.mjs'

/**
 * Of `npm test` what only root can do comes first. What came of it is handed to the account's run,
 * which counts it.
 * @param {import('../package/test-as-root.mjs').Ordinary} ordinary
 * @returns {Promise<{ env: NodeJS.ProcessEnv, remove: () => void }>} env: of the account's run
 */
export async function runTestsOfRoot(ordinary) {
  const counts = { system: await testSystem(), package: await testPackage(ordinary) }
  // Where the account can read it and not write to it.
  const dir = mkdtempSync(path.join(os.tmpdir(), 'guesthouse-report-'))
  chmodSync(dir, 0o755)
  /** @type {NodeJS.ProcessEnv} */
  const env = {}
  for (const name of /** @type {const} */ (['system', 'package'])) {
    if (counts[name] === undefined) continue
    const file = path.join(dir, `${name}.json`)
    writeJson(file, counts[name])
    env[reportsOfRoot[name]] = file
  }
  return { env, remove: () => rmSync(dir, { recursive: true }) }
}
