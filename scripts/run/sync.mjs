import {
  chmodSync,
  constants,
  copyFileSync,
  linkSync,
  lstatSync,
  lutimesSync,
  mkdirSync,
  readdirSync,
  readlinkSync,
  symlinkSync,
} from 'node:fs'
import path from 'node:path'
import { capture } from '../lib/command.mjs'

/** @param {string} file */
const lstat = (file) => lstatSync(file, { throwIfNoEntry: false })

/**
 * A directory of root's there. Whatever else has its name goes: a link or somebody else's directory
 * could lead root's writing somewhere else.
 * @param {string} dir in a directory in which nobody else can replace what root made
 */
export function ensureRootDirectory(dir) {
  const found = lstat(dir)
  if (found?.isDirectory() && found.uid === 0) return
  if (found) remove(dir)
  // Fails where something has come there since.
  mkdirSync(dir, { mode: 0o755 })
}

/**
 * Removes a tree that others may be changing: rm follows no link while it does, Node's own might.
 * @param {string} file
 */
export function remove(file) {
  capture('rm', ['-rf', '--', file])
}

/** @param {string} source @param {string} target @param {import('node:fs').Stats} found */
const sameLink = (source, target, found) =>
  found.isSymbolicLink() && readlinkSync(source) === readlinkSync(target)

/**
 * What a file of the copy is made of: a hard link, or a copy where links cannot be made or the
 * account could not read through them.
 * @param {string} source
 * @param {string} target does not exist
 * @param {import('node:fs').Stats} stat
 */
function place(source, target, stat) {
  // A file of an ordinary account is not linked: the run could change it through the link.
  if (stat.uid === 0 && isReadable(stat)) {
    try {
      linkSync(source, target)
      return
    } catch {
      // another file system, or one without hard links
    }
  }
  copyFileSync(source, target, constants.COPYFILE_EXCL)
  const execute = stat.mode & 0o100
  chmodSync(target, (stat.mode & 0o7777) | 0o444 | (execute >> 3) | (execute >> 6))
  lutimesSync(target, stat.atime, stat.mtime)
}

/** @param {import('node:fs').Stats} stat */
const isReadable = (stat) => (stat.mode & 0o004) !== 0

/**
 * @param {string} source
 * @param {string} target
 * @param {import('node:fs').Stats} stat
 * @param {import('node:fs').Stats} found
 */
function isSame(source, target, stat, found) {
  if (found.uid !== 0) return false
  if (stat.isSymbolicLink()) return sameLink(source, target, found)
  if (found.ino === stat.ino && found.dev === stat.dev) return isReadable(stat)
  return (
    found.isFile() &&
    found.size === stat.size &&
    Math.floor(found.mtimeMs) === Math.floor(stat.mtimeMs)
  )
}

/**
 * Makes a tree for others to read like another one, in directories that are root's, and leaves
 * alone what is the same. Hard links cost no space.
 * @param {string} from
 * @param {string} to
 * @param {(relative: string) => boolean} [skip] names, relative to `from`, that are neither copied
 * nor removed
 * @param {string} [relative]
 */
export function linkTree(from, to, skip, relative = '') {
  ensureRootDirectory(to)
  const skipped = (/** @type {string} */ name) => skip?.(path.join(relative, name)) === true
  const names = new Set(readdirSync(from))
  for (const name of readdirSync(to)) {
    if (!names.has(name) && !skipped(name)) remove(path.join(to, name))
  }
  for (const name of names) {
    if (skipped(name)) continue
    const source = path.join(from, name)
    const target = path.join(to, name)
    const stat = lstatSync(source)
    if (stat.isDirectory()) {
      linkTree(source, target, skip, path.join(relative, name))
      continue
    }
    if (!stat.isFile() && !stat.isSymbolicLink()) continue
    const found = lstat(target)
    if (found && isSame(source, target, stat, found)) continue
    if (found) remove(target)
    if (stat.isSymbolicLink()) symlinkSync(readlinkSync(source), target)
    else place(source, target, stat)
  }
}
