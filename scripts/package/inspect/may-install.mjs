import { which } from '../../lib/command.mjs'
import { isRoot } from '../../lib/privilege.mjs'
import { isInstalled } from './installed.mjs'

/** @returns {string | undefined} why the package is not installed for a test on this computer */
export function notInstalled() {
  if (!which('apt-get')) return 'this computer has no apt-get'
  if (!isRoot) return 'it needs root'
  if (!process.env['CI'] && process.env['GUESTHOUSE_INSTALL_PACKAGE'] !== '1') {
    return 'it changes this computer: set GUESTHOUSE_INSTALL_PACKAGE=1 to have it'
  }
  return isInstalled() ? 'this computer has the package, and would lose it' : undefined
}
