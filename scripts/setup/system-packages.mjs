import { createHash } from 'node:crypto'
import { CommandError } from '../lib/command.mjs'
import { say } from '../lib/console.mjs'
import { privilege } from '../lib/privilege.mjs'
import { isFreshStamp, writeStamp } from '../lib/stamps.mjs'
import { install, installCommand, packageManager } from './package-managers.mjs'
import { missingRequirements } from './probe.mjs'
import { Problem } from './step.mjs'
import { messageOf } from '../lib/errors.mjs'

/** @typedef {import('./requirements.mjs').Requirement} Requirement */

/** @param {readonly Requirement[]} missing */
const keyOf = (missing) =>
  createHash('sha256')
    .update(missing.map(({ name }) => name).join('\n'))
    .digest('hex')

/**
 * What is still not there, and what follows from it.
 * @param {readonly Requirement[]} missing
 * @param {string} mend
 */
function account(missing, mend) {
  const lines = missing.map(({ name, without }) => `    ${name}: ${without}`)
  return new Problem(`These are missing:\n${lines.join('\n')}`, mend, {
    fatal: missing.some(({ needed }) => needed === 'window'),
  })
}

/** Whether the package manager said that it knows no such package, which tomorrow is no better. */
const unknownPackage =
  /Unable to locate package|has no installation candidate|target not found|No provider of|not found in package names|No match for argument/

/** The end of what a package manager printed, as it names the cause there. @param {unknown} error */
function cause(error) {
  const output = error instanceof CommandError ? error.output : ''
  if (
    /Could not resolve|Temporary failure resolving|Failed to fetch|Cannot download/.test(output)
  ) {
    return 'the network did not answer'
  }
  const last = output.trim().split('\n').at(-1)
  return last || messageOf(error)
}

/**
 * @param {'start' | 'test'} purpose
 * @returns {import('./step.mjs').Step}
 */
export const systemPackages = (purpose) => ({
  name: 'system packages',
  pending: () => {
    const missing = missingRequirements(purpose)
    return missing.length > 0 ? `missing: ${missing.map(({ name }) => name).join(', ')}` : undefined
  },
  run: async () => {
    const missing = missingRequirements(purpose)
    const manager = packageManager()
    if (!manager) {
      throw account(missing, 'Install them with the package manager of your distribution.')
    }
    const command = installCommand(manager, missing)
    if (!privilege()) throw account(missing, `Run: ${command}`)
    if (isFreshStamp('packages', keyOf(missing))) {
      throw account(missing, `Installing them was tried within the last day. Run: ${command}`)
    }
    say(`    ${command.replace(/^sudo /, '')}`)
    let reason = `${manager} has no package that brings them`
    let noSuchPackage = true
    try {
      await install(manager, missing)
    } catch (error) {
      reason = cause(error)
      noSuchPackage = error instanceof CommandError && unknownPackage.test(error.output)
    }
    const left = missingRequirements(purpose)
    if (left.length === 0) return
    if (noSuchPackage) writeStamp('packages', keyOf(left))
    throw account(
      left,
      `They could not be installed: ${reason}. Try: ${installCommand(manager, left)}`,
    )
  },
})
