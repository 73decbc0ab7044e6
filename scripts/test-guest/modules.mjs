import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { capture } from '../lib/command.mjs'
import { filesBelow } from '../lib/hash.mjs'

/** `-` and `_` are the same in a module's name. @param {string} name */
const canonical = (name) => name.replaceAll('-', '_')

/** @param {string} file */
const moduleName = (file) => canonical(path.basename(file).replace(/\.ko(\.(xz|zst|gz))?$/, ''))

/**
 * A module's bytes, unpacked: busybox's insmod hands the kernel what it finds.
 * @param {string} file
 * @returns {Buffer}
 */
function readModule(file) {
  if (file.endsWith('.xz')) return capture('xz', ['-dc', file])
  if (file.endsWith('.zst')) return capture('zstd', ['-dcq', file])
  if (file.endsWith('.gz')) return capture('gzip', ['-dc', file])
  return readFileSync(file)
}

/**
 * The names in a module's `depends=` entry, which its .modinfo section holds as text.
 * @param {Buffer} module
 */
function dependencies(module) {
  const start = module.indexOf('\0depends=')
  if (start < 0) return []
  const from = start + '\0depends='.length
  const list = module.toString('latin1', from, module.indexOf(0, from))
  return list === '' ? [] : list.split(',').map(canonical)
}

/**
 * Modules with everything that they need, in an order in which insmod takes them. What the kernel
 * has built in, or was not built with, is left out: a kernel without a sound card still boots.
 * @param {string} modulesDir lib/modules/<release>
 * @param {readonly string[]} wanted
 * @returns {{ name: string, data: Buffer }[]}
 */
export function collectModules(modulesDir, wanted) {
  const tree = path.join(modulesDir, 'kernel')
  if (!existsSync(tree)) throw new Error(`${modulesDir} holds no kernel modules.`)
  const files = new Map(
    filesBelow(tree)
      .filter((file) => /\.ko(\.(xz|zst|gz))?$/.test(file))
      .map((file) => [moduleName(file), file]),
  )
  /** @type {Map<string, Buffer>} */
  const collected = new Map()
  /** @param {string} name */
  const visit = (name) => {
    const file = files.get(name)
    if (collected.has(name) || !file) return
    const data = readModule(file)
    for (const dependency of dependencies(data)) visit(dependency)
    collected.set(name, data)
  }
  for (const name of wanted) visit(canonical(name))
  return [...collected].map(([name, data]) => ({ name, data }))
}
