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

/** The package that a file came with. @param {string} file */
function packageOf(file) {
  // dpkg knows files by where they were put, which a merged /usr leads to as well.
  for (const name of [file, file.replace(/^\/usr/, ''), `/usr${file}`]) {
    try {
      return capture('dpkg-query', ['--search', name]).toString().split(':')[0]
    } catch {
      // not by this name
    }
  }
  return undefined
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
  const missing = needed(binary).flatMap((soname) => {
    const file = cache.get(soname)
    // Electron brings some of its own, such as libffmpeg.so.
    if (file === undefined) return []
    const name = packageOf(file)
    return name !== undefined && named.has(name) ? [] : [`${name ?? 'the package'} (${soname})`]
  })
  return [...new Set(missing)]
}
