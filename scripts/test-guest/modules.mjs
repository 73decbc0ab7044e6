import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { capture } from '../lib/command.mjs'
import { filesBelow } from '../lib/hash.mjs'
import { moduleInfo } from './module-index.mjs'

/** `-` and `_` are the same in a module's name. @param {string} name */
const canonical = (name) => name.replaceAll('-', '_')

/** @param {string} file */
const moduleName = (file) => canonical(path.basename(file).replace(/\.ko(\.(xz|zst|gz))?$/, ''))

/**
 * A module's bytes, unpacked: busybox's modprobe hands the kernel what it finds.
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
 * @typedef {{ name: string, data: Buffer, dependencies: readonly string[],
 *   aliases: readonly string[] }} Module
 * dependencies: names of those it needs at first hand; aliases: the patterns of devices, file
 * systems and the like that it stands for
 */

/**
 * Modules with everything that they need, each after what it needs. What the kernel has built in,
 * or was not built with, is left out: a kernel without a sound card still boots.
 * @param {string} modulesDir lib/modules/<release>
 * @param {readonly string[]} wanted
 * @returns {Module[]}
 */
export function collectModules(modulesDir, wanted) {
  const tree = path.join(modulesDir, 'kernel')
  if (!existsSync(tree)) throw new Error(`${modulesDir} holds no kernel modules.`)
  const files = new Map(
    filesBelow(tree)
      .filter((file) => /\.ko(\.(xz|zst|gz))?$/.test(file))
      .map((file) => [moduleName(file), file]),
  )
  /** @type {Map<string, Module>} */
  const collected = new Map()
  /** @param {string} name */
  const visit = (name) => {
    const file = files.get(name)
    if (collected.has(name) || !file) return
    const data = readModule(file)
    const dependencies = moduleInfo(data, 'depends')
      .flatMap((list) => list.split(','))
      .filter((dependency) => dependency !== '')
      .map(canonical)
    for (const dependency of dependencies) visit(dependency)
    collected.set(name, { name, data, dependencies, aliases: moduleInfo(data, 'alias') })
  }
  for (const name of wanted) visit(canonical(name))
  return [...collected.values()]
}
