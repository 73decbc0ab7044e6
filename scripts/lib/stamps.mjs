import { rmSync } from 'node:fs'
import path from 'node:path'
import { readJson, writeJson } from './json-file.mjs'
import { cacheDir } from './paths.mjs'

/**
 * Stamps remember what a step was last done for, so that the next set-up can tell at once that
 * nothing changed.
 * @param {string} name
 */
const stampFile = (name) => path.join(cacheDir, 'stamps', `${name}.json`)

/** @param {string} name @returns {{ key: string, at: number, note?: string } | undefined} */
export const readStamp = (name) => readJson(stampFile(name))

/** @param {string} name @param {string} key @param {string} [note] */
export function writeStamp(name, key, note) {
  writeJson(stampFile(name), { key, at: Date.now(), ...(note === undefined ? {} : { note }) })
}

/** @param {string} name */
export const removeStamp = (name) => rmSync(stampFile(name), { force: true })

const day = 24 * 60 * 60 * 1000

/**
 * For failures that need not be met again at every start: true for a day after the stamp.
 * @param {string} name
 * @param {string} key
 */
export function isFreshStamp(name, key) {
  const stamp = readStamp(name)
  return stamp?.key === key && Date.now() - stamp.at < day && stamp.at <= Date.now()
}
