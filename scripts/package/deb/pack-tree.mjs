import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { capture } from '../../lib/command.mjs'
import { changeTime } from './change-time.mjs'

/**
 * dpkg-deb's options. Of the stand-in runtime xz made 64 MB in two minutes, gzip 96 MB in three seconds;
 * zstd, at 85 MB in one, is not known to Debian 12's lintian.
 * @type {Readonly<Record<string, readonly string[]>>}
 */
const dpkgCompression = { xz: ['-Zxz'], gzip: ['-Zgzip', '-z1'] }

/**
 * Makes a package of a tree as it is to be installed.
 * @param {object} options
 * @param {string} options.tree
 * @param {string} options.file the package to be written
 * @param {string} options.compression one of dpkgCompression
 * @param {(installedSize: number) => string} options.control the control file; the size is in KiB
 * @param {readonly string[]} options.scripts paths of the maintainer's scripts, by their names
 * @param {readonly string[]} [options.conffiles]
 */
export function packTree({ tree, file, compression, control, scripts, conffiles = [] }) {
  const options = dpkgCompression[compression]
  if (!options) throw new Error(`There is no compression ${compression}.`)
  const folder = path.join(tree, 'DEBIAN')
  mkdirSync(folder, { mode: 0o755 })
  writeFileSync(path.join(folder, 'control'), control(installedSize(tree)))
  if (conffiles.length > 0) {
    writeFileSync(path.join(folder, 'conffiles'), conffiles.map((name) => `${name}\n`).join(''))
  }
  // What dpkg keeps the sums of itself is not listed (deb-md5sums(5), deb-conffiles(5)).
  const pruned = ['./DEBIAN', ...conffiles.map((name) => `.${name}`)]
  const prune = pruned.map((name) => `-path '${name}'`).join(' -o ')
  const sums = capture(
    'sh',
    ['-c', `find . \\( ${prune} \\) -prune -o -type f -printf '%P\\0' | sort -z | xargs -0 md5sum`],
    { cwd: tree, env: { ...process.env, LC_ALL: 'C' } },
  )
  writeFileSync(path.join(folder, 'md5sums'), sums)
  for (const script of scripts) {
    const target = path.join(folder, path.basename(script))
    writeFileSync(target, readFileSync(script))
    chmodSync(target, 0o755)
  }
  const epoch = String(Math.floor(changeTime().getTime() / 1000))
  // Times in the package are those of the change that it is made of: the same sources give the
  // same package.
  capture('find', [tree, '-exec', 'touch', '--no-dereference', `--date=@${epoch}`, '{}', '+'])
  capture('dpkg-deb', ['--root-owner-group', ...options, '--build', tree, file], {
    env: { ...process.env, SOURCE_DATE_EPOCH: epoch },
  })
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
