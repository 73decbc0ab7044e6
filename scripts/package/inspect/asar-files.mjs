import { closeSync, openSync, readSync } from 'node:fs'

/** @typedef {{ files?: Record<string, Entry>, unpacked?: boolean }} Entry */

/** @param {Record<string, Entry>} entries @param {string} prefix @returns {string[]} */
const below = (entries, prefix) =>
  Object.entries(entries).flatMap(([name, { files }]) =>
    files ? below(files, `${prefix}${name}/`) : [`${prefix}${name}`],
  )

/**
 * The files in an archive of Electron's. Source of the format: the README of @electron/asar; the head is
 * two Chromium pickles, of which the second holds the list as JSON.
 * @param {string} archive
 * @returns {string[]} sorted
 */
export function asarFiles(archive) {
  const file = openSync(archive, 'r')
  try {
    const sizes = Buffer.alloc(16)
    readSync(file, sizes, 0, 16, 0)
    const json = Buffer.alloc(sizes.readUInt32LE(12))
    readSync(file, json, 0, json.length, 16)
    return below(JSON.parse(json.toString()).files, '').sort()
  } finally {
    closeSync(file)
  }
}
