import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { capture } from '../../lib/command.mjs'
import { filesBelow } from '../../lib/hash.mjs'
import { root } from '../../lib/paths.mjs'
import { changeTime } from './change-time.mjs'
import { controlFile } from './control.mjs'
import { documents } from './documents.mjs'
import { gzipped, installedFiles, libDir } from './installed-files.mjs'

/**
 * @typedef {{
 *   appFolder: string,
 *   file: string,
 *   name: string,
 *   version: string,
 *   architecture: string,
 *   maintainer: string,
 *   compression: string,
 *   depends: readonly string[],
 *   recommends: readonly string[],
 *   suggests: string,
 * }} Deb
 * appFolder: of the unpacked app; file: the package to be written; version: with Debian's revision;
 * maintainer: "name <address>"; compression: one of dpkgCompression
 */

/**
 * dpkg-deb's options. Of the stand-in runtime xz made 64 MB in two minutes, gzip 96 MB in three seconds;
 * zstd, at 85 MB in one, is not known to Debian 12's lintian.
 * @type {Readonly<Record<string, readonly string[]>>}
 */
const dpkgCompression = { xz: ['-Zxz'], gzip: ['-Zgzip', '-z1'] }

/** @param {Deb} deb */
export function buildDeb(deb) {
  const compression = dpkgCompression[deb.compression]
  if (!compression) throw new Error(`There is no compression ${deb.compression}.`)
  const work = mkdtempSync(path.join(os.tmpdir(), 'guesthouse-deb-'))
  try {
    const tree = path.join(work, 'tree')
    layOut(deb, tree)
    writeControl(deb, tree)
    const epoch = String(Math.floor(changeTime().getTime() / 1000))
    // Times in the package are those of the change that it is made of: the same sources give the
    // same package.
    capture('find', [tree, '-exec', 'touch', '--no-dereference', `--date=@${epoch}`, '{}', '+'])
    capture('dpkg-deb', ['--root-owner-group', ...compression, '--build', tree, deb.file], {
      env: { ...process.env, SOURCE_DATE_EPOCH: epoch },
    })
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}

/** @param {Deb} deb @param {string} tree */
function layOut(deb, tree) {
  /** @param {string} target @param {string | Buffer} content */
  const put = (target, content) => {
    const file = path.join(tree, target)
    mkdirSync(path.dirname(file), { recursive: true })
    writeFileSync(file, content)
  }
  cpSync(deb.appFolder, path.join(tree, libDir), { recursive: true })
  // Copied there for a script that is not ours.
  rmSync(path.join(tree, libDir, 'resources/apparmor-profile'), { force: true })
  for (const { target, source } of installedFiles) {
    put(target, target.endsWith('.gz') ? gzipped(source) : readFileSync(source))
  }
  for (const { target, content } of documents(deb)) put(target, content)
  mkdirSync(path.join(tree, 'usr/bin'), { recursive: true })
  symlinkSync(`../lib/${deb.name}/${deb.name}`, path.join(tree, 'usr/bin', deb.name))
  // Whoever builds may have another umask; programs keep that they can be run.
  capture('chmod', ['-R', 'u=rwX,go=rX', tree])
  for (const file of filesBelow(path.join(tree, libDir))) {
    if (/\.so(\.\d+)*$/.test(file)) chmodSync(file, 0o644)
  }
}

/**
 * As Debian counts it (deb-substvars(5)): in KiB, each file rounded up, and 1 for all that is none. It is
 * the same on every file system. @param {string} tree
 */
function installedSize(tree) {
  const args = [tree, '-mindepth', '1', '-name', 'DEBIAN', '-prune', '-o', '-printf', '%y %s\n']
  const lines = capture('find', args).toString().trimEnd().split('\n')
  return lines
    .map((line) => line.split(' '))
    .reduce((sum, [type, size]) => sum + (type === 'f' ? Math.ceil(Number(size) / 1024) : 1), 0)
}

/** @param {Deb} deb @param {string} tree */
function writeControl(deb, tree) {
  const control = path.join(tree, 'DEBIAN')
  mkdirSync(control, { mode: 0o755 })
  writeFileSync(path.join(control, 'control'), controlFile(deb, installedSize(tree)))
  const sums = capture(
    'sh',
    ['-c', "find . -path ./DEBIAN -prune -o -type f -printf '%P\\0' | sort -z | xargs -0 md5sum"],
    { cwd: tree, env: { ...process.env, LC_ALL: 'C' } },
  )
  writeFileSync(path.join(control, 'md5sums'), sums)
  for (const script of ['postinst', 'postrm']) {
    const file = path.join(control, script)
    writeFileSync(file, readFileSync(path.join(root, 'assets/deb', script)))
    chmodSync(file, 0o755)
  }
}
