import path from 'node:path'
import { cacheDir } from '../lib/paths.mjs'

/** What scripts/package/test.mjs counted. */
export const packageReport = path.join(cacheDir, 'reports', 'package.json')

/**
 * What the tests of the packaged window left in a checkout, or in an account's copy of it.
 * @param {string} directory
 */
export const windowReport = (directory) =>
  path.join(directory, '.cache', 'reports', 'packaged.json')

/**
 * Name the reports of what root has tested already, in the environment of the account's run.
 * @type {Readonly<Record<'package' | 'system', string>>}
 */
export const reportsOfRoot = {
  package: 'GUESTHOUSE_PACKAGE_REPORT',
  system: 'GUESTHOUSE_SYSTEM_REPORT',
}
