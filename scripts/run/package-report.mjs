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

/** Names the report of what root has tested already, in the environment of the account's run. */
export const reportOfRoot = 'GUESTHOUSE_PACKAGE_REPORT'
