import path from 'node:path'
import { CommandError } from '../lib/command.mjs'
import { readJson } from '../lib/json-file.mjs'
import { npm } from '../lib/npm.mjs'
import { root } from '../lib/paths.mjs'
import { Problem } from './step.mjs'

/** @typedef {Record<string, { integrity?: string, optional?: boolean }>} Packages */

/**
 * npm writes node_modules/.package-lock.json last, so it is there where an installation was
 * finished, and says what was installed.
 * @returns {string | undefined} how node_modules differs from package-lock.json
 */
function difference() {
  /** @type {Packages} */
  const wanted = readJson(path.join(root, 'package-lock.json'))?.packages ?? {}
  /** @type {Packages | undefined} */
  const installed = readJson(path.join(root, 'node_modules', '.package-lock.json'))?.packages
  if (!installed) return 'node_modules is not there or not complete'
  for (const [name, { integrity, optional }] of Object.entries(wanted)) {
    if (name === '') continue
    const found = installed[name]
    // Optional packages are left out where they are for another system.
    if (!found && !optional) return `${name} is not installed`
    if (found && found.integrity !== integrity) return `${name} is another version`
  }
  const extra = Object.keys(installed).find((name) => !(name in wanted))
  return extra && `${extra} is not in package-lock.json`
}

/**
 * npm says the cause first and then how it is used, at length.
 * @param {unknown} error
 */
function cause(error) {
  const output = error instanceof CommandError ? error.output : String(error)
  const errors = output.split('\n').filter((line) => /^npm error ./.test(line))
  return (errors.length > 0 ? errors : output.trim().split('\n')).slice(0, 10).join('\n')
}

/** @type {import('./step.mjs').Step} */
export const dependencies = {
  name: 'npm packages',
  pending: difference,
  run: async () => {
    try {
      // No package's script is needed, so none is trusted to run.
      await npm(['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
        cwd: root,
        what: 'npm ci',
      })
    } catch (error) {
      throw new Problem(
        `npm ci failed:\n${cause(error)}`,
        'Check the network and the registry (npm ping), then run the command again.',
        { fatal: true },
      )
    }
  },
}
