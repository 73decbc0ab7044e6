import {
  chmodSync,
  copyFileSync,
  linkSync,
  lstatSync,
  lutimesSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  lchownSync,
} from 'node:fs'
import path from 'node:path'

/** @typedef {{ uid: number, gid: number }} Owner */

/** @param {string} file */
const lstat = (file) => lstatSync(file, { throwIfNoEntry: false })

/**
 * A directory of our own there; whatever else has its name goes, a link above all, which could
 * lead root's writing somewhere else.
 * @param {string} dir
 * @param {Owner} owner
 */
export function ensureDirectory(dir, owner) {
  const found = lstat(dir)
  if (found && !found.isDirectory()) rmSync(dir)
  if (!found?.isDirectory()) mkdirSync(dir, { mode: 0o755 })
  lchownSync(dir, owner.uid, owner.gid)
}

/**
 * Makes one directory like another, and leaves alone what is the same.
 * @param {string} from
 * @param {string} to
 * @param {{ owner: Owner, skip?: (relative: string) => boolean,
 *   place: (source: string, target: string, stat: import('node:fs').Stats) => void,
 *   same: (source: string, target: string, stat: import('node:fs').Stats,
 *     found: import('node:fs').Stats) => boolean }} options
 * owner: of the directories; skip: names, relative to `from`, that are neither copied nor removed
 * @param {string} [relative]
 */
function mirror(from, to, options, relative = '') {
  const { owner, skip, place, same } = options
  ensureDirectory(to, owner)
  const skipped = (/** @type {string} */ name) => skip?.(path.join(relative, name)) === true
  const names = new Set(readdirSync(from))
  for (const name of readdirSync(to)) {
    if (!names.has(name) && !skipped(name)) rmSync(path.join(to, name), { recursive: true })
  }
  for (const name of names) {
    if (skipped(name)) continue
    const source = path.join(from, name)
    const target = path.join(to, name)
    const stat = lstatSync(source)
    if (stat.isDirectory()) {
      mirror(source, target, options, path.join(relative, name))
      continue
    }
    if (!stat.isFile() && !stat.isSymbolicLink()) continue
    const found = lstat(target)
    if (found && same(source, target, stat, found)) continue
    if (found) rmSync(target, { recursive: true })
    if (stat.isSymbolicLink()) {
      symlinkSync(readlinkSync(source), target)
      lchownSync(target, owner.uid, owner.gid)
    } else place(source, target, stat)
  }
}

/** @param {string} source @param {string} target @param {import('node:fs').Stats} found */
const sameLink = (source, target, found) =>
  found.isSymbolicLink() && readlinkSync(source) === readlinkSync(target)

/**
 * Copies a tree for the account to own and change. Contents are compared, not times: what matters
 * is that a run sees the sources as they are.
 * @param {string} from
 * @param {string} to
 * @param {Owner} owner
 * @param {(relative: string) => boolean} [skip]
 */
export function copyTree(from, to, owner, skip) {
  mirror(from, to, {
    owner,
    ...(skip ? { skip } : {}),
    place: (source, target, stat) => {
      copyFileSync(source, target)
      lchownSync(target, owner.uid, owner.gid)
      chmodSync(target, stat.mode & 0o777)
    },
    same: (source, target, stat, found) =>
      stat.isSymbolicLink()
        ? sameLink(source, target, found)
        : found.isFile() &&
          found.size === stat.size &&
          (found.mode & 0o777) === (stat.mode & 0o777) &&
          readFileSync(source).equals(readFileSync(target)),
  })
}

/**
 * A tree for the account to read: hard links to root's own files, which costs no space, or copies
 * where links cannot be made or the account could not read through them.
 * @param {string} from
 * @param {string} to
 * @param {Owner} owner of the directories
 * @param {(relative: string) => boolean} [skip]
 */
export function linkTree(from, to, owner, skip) {
  const readable = (/** @type {import('node:fs').Stats} */ stat) => (stat.mode & 0o004) !== 0
  mirror(from, to, {
    owner,
    ...(skip ? { skip } : {}),
    place: (source, target, stat) => {
      // A file of an ordinary account is not linked: the run could change it through the link.
      if (stat.uid === 0 && readable(stat)) {
        try {
          linkSync(source, target)
          return
        } catch {
          // another file system, or one without hard links
        }
      }
      copyFileSync(source, target)
      chmodSync(
        target,
        (stat.mode & 0o7777) | 0o444 | ((stat.mode & 0o100) >> 2) | ((stat.mode & 0o100) >> 6),
      )
      lutimesSync(target, stat.atime, stat.mtime)
    },
    same: (source, target, stat, found) => {
      if (stat.isSymbolicLink()) return sameLink(source, target, found)
      if (found.ino === stat.ino && found.dev === stat.dev) return readable(stat)
      return (
        found.isFile() &&
        found.size === stat.size &&
        Math.floor(found.mtimeMs) === Math.floor(stat.mtimeMs)
      )
    },
  })
}
