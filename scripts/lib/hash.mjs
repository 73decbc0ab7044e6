import { createHash } from 'node:crypto'
import { readFileSync, readdirSync, statSync } from 'node:fs'
import path from 'node:path'

/**
 * @param {string} file
 * @param {'sha256' | 'sha512'} [algorithm]
 * @param {'hex' | 'base64'} [encoding]
 */
export function hashFile(file, algorithm = 'sha256', encoding = 'hex') {
  return createHash(algorithm).update(readFileSync(file)).digest(encoding)
}

/**
 * Every file below a directory, sorted, so that a hash over them is stable.
 * @param {string} dir
 * @returns {string[]}
 */
export function filesBelow(dir) {
  /** @type {string[]} */
  const files = []
  for (const entry of readdirSync(dir, { withFileTypes: true })) {
    const full = path.join(dir, entry.name)
    if (entry.isDirectory()) files.push(...filesBelow(full))
    else if (entry.isFile()) files.push(full)
  }
  return files.sort()
}

/**
 * One hash over the names and contents of files and directories; what does not exist counts as
 * absent, so that it appearing changes the hash.
 * @param {string} base names are taken relative to this directory
 * @param {readonly string[]} entries relative to base
 */
export function hashTree(base, entries) {
  const hash = createHash('sha256')
  for (const entry of entries) {
    const full = path.join(base, entry)
    const stat = statSync(full, { throwIfNoEntry: false })
    if (!stat) {
      hash.update(`${entry}\0absent\0`)
      continue
    }
    for (const file of stat.isDirectory() ? filesBelow(full) : [full]) {
      const content = readFileSync(file)
      hash.update(`${path.relative(base, file)}\0${content.length}\0`).update(content)
    }
  }
  return hash.digest('hex')
}
