import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import path from 'node:path'
import { capture } from '../../lib/command.mjs'
import { depends } from '../deb/relations.mjs'

/** The sonames that a program is linked with. @param {string} binary */
const needed = (binary) =>
  [
    ...capture('readelf', ['--dynamic', '--wide', binary])
      .toString()
      .matchAll(/\(NEEDED\).*\[(.+)\]/g),
  ].map(([, soname = '']) => soname)

/** Where the dynamic linker finds a library of this computer's kind. */
function linkerCache() {
  const lines = capture('ldconfig', ['-p']).toString().split('\n')
  return new Map(
    lines.flatMap((line) => {
      const [, soname, kind = '', file] = /^\s+(\S+) \((.*)\) => (.*)$/.exec(line) ?? []
      const own = kind.includes(process.arch === 'x64' ? 'x86-64' : 'AArch64')
      return soname !== undefined && file !== undefined && own ? [[soname, file]] : []
    }),
  )
}

/**
 * The packages that files came with, by file.
 * @param {readonly string[]} files
 */
function packagesOf(files) {
  // dpkg knows files by where they were put, which a merged /usr leads to as well.
  const names = files.flatMap((file) => [file, file.replace(/^\/usr/, ''), `/usr${file}`])
  const { stdout } = spawnSync('dpkg-query', ['--search', ...new Set(names)], { encoding: 'utf8' })
  const found = new Map(
    stdout.split('\n').flatMap((line) => {
      const [, name, file] = /^([^:,]+).*: (\/.*)$/.exec(line) ?? []
      return name !== undefined && file !== undefined ? [[file, name]] : []
    }),
  )
  const of = (/** @type {string} */ file) =>
    found.get(file) ?? found.get(file.replace(/^\/usr/, '')) ?? found.get(`/usr${file}`)
  return new Map(files.map((file) => [file, of(file)]))
}

/**
 * Packages whose libraries a program is linked with and that Depends does not name, on this release
 * of the distribution.
 * @param {string} binary
 */
export function missingDepends(binary) {
  const named = new Set(
    depends.flatMap((one) => one.split('|').map((name) => name.trim().split(' ')[0])),
  )
  const cache = linkerCache()
  // Electron brings some of its own, such as libffmpeg.so.
  const beside = new Set(readdirSync(path.dirname(binary)))
  const sonames = needed(binary).filter((soname) => !beside.has(soname))
  const files = new Map(
    sonames.flatMap((soname) => {
      const file = cache.get(soname)
      return file === undefined ? [] : [[soname, file]]
    }),
  )
  const unknown = sonames.filter((soname) => !cache.has(soname))
  const packages = packagesOf([...files.values()])
  const missing = [...files].flatMap(([soname, file]) => {
    const name = packages.get(file)
    return name !== undefined && named.has(name) ? [] : [`${name ?? 'the package'} (${soname})`]
  })
  if (files.size === 0) throw new Error(`${binary} is linked with nothing.`)
  return [...new Set(missing), ...unknown.map((soname) => `what ${soname} is in`)]
}
