import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { capture, which } from '../lib/command.mjs'
import { packageManager } from './package-managers.mjs'
import { requirements } from './requirements.mjs'

/** @typedef {import('./requirements.mjs').Requirement} Requirement */

/**
 * The sonames that the dynamic linker finds; undefined where that cannot be asked (a distribution
 * without ldconfig), and then every library counts as there.
 */
function linkedLibraries() {
  const ldconfig = which('ldconfig')
  if (!ldconfig) return undefined
  const lines = capture(ldconfig, ['-p']).toString().split('\n')
  return new Set(lines.map((line) => line.trim().split(' ')[0] ?? ''))
}

/** @param {string} pattern absolute, with `*` for anything within one name */
function fileExists(pattern) {
  if (!pattern.includes('*')) return existsSync(pattern)
  const [first = '', ...rest] = pattern.slice(1).split('/')
  /** @param {string} dir @param {string} part @param {readonly string[]} remaining @returns {boolean} */
  const search = (dir, part, remaining) => {
    const [next, ...after] = remaining
    const inside = (/** @type {string} */ name) => {
      const full = path.join(dir, name)
      return next === undefined ? existsSync(full) : search(full, next, after)
    }
    if (!part.includes('*')) return inside(part)
    const matches = new RegExp(`^${part.split('*').map(escapeRegExp).join('.*')}$`)
    try {
      return readdirSync(dir).some((name) => matches.test(name) && inside(name))
    } catch {
      return false
    }
  }
  return search('/', first, rest)
}

/** @param {string} text */
const escapeRegExp = (text) => text.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&')

/**
 * @param {'start' | 'test'} purpose
 * @returns {Requirement[]} what is not there, asked of the file system and the dynamic linker
 */
export function missingRequirements(purpose) {
  const libraries = linkedLibraries()
  /** @param {import('./requirements.mjs').Probe} probe */
  const found = (probe) => {
    if ('command' in probe) return which(probe.command) !== undefined
    if ('library' in probe) return libraries === undefined || libraries.has(probe.library)
    return fileExists(probe.file)
  }
  const displayless = !process.env['DISPLAY'] && !process.env['WAYLAND_DISPLAY']
  /** @param {import('./requirements.mjs').Requirement['only']} only */
  const applies = (only) =>
    only === undefined || purpose === 'test' || (only === 'virtual screen' && displayless)
  const installer = packageManager()
  return requirements.filter(
    ({ only, manager, probes }) =>
      applies(only) && (manager === undefined || manager === installer) && !probes.some(found),
  )
}
