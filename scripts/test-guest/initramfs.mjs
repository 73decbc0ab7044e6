import { readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { capture } from '../lib/command.mjs'
import { filesBelow } from '../lib/hash.mjs'
import { characterDevice, cpio, directory, file, symlink } from './cpio.mjs'
import { commonModules } from './flavours.mjs'
import { moduleIndex } from './module-index.mjs'

/** @typedef {{ name: string, source: string }} Placed name: where it lies in the guest, no slash first */

const skeletons = fileURLToPath(new URL('skeletons', import.meta.url))

/**
 * The files of a skeleton, which lie there as they do in the guest.
 * @param {string} skeleton
 * @returns {Placed[]}
 */
export function skeletonFiles(skeleton) {
  const base = path.join(skeletons, skeleton)
  return filesBelow(base).map((source) => ({ name: path.relative(base, source), source }))
}

/** Scripts begin with their interpreter, and programs and libraries with ELF's mark. @param {Buffer} data */
const isProgram = (data) => ['#!', '\x7fE'].includes(data.toString('latin1', 0, 2))

/** The directories above these files, each after the one it is in. @param {readonly string[]} names */
function parents(names) {
  const found = new Set(names.flatMap((name) => ancestors(path.dirname(name))))
  return [...found].sort()
}

/** @param {string} dir @returns {string[]} */
const ancestors = (dir) => (dir === '.' ? [] : [...ancestors(path.dirname(dir)), dir])

/**
 * A system for a kernel to boot: busybox and its links, the files given, and kernel modules with
 * the tables by which modprobe finds them.
 * @param {{ busybox: string, release: string, files: readonly Placed[],
 *   modules: readonly import('./modules.mjs').Module[] }} contents
 * busybox: a statically linked one, for the guest's own architecture; release: the kernel's
 * @returns {Buffer} gzip
 */
export function initramfs({ busybox, release, files, modules }) {
  const applets = capture(busybox, ['--list']).toString().trim().split('\n')
  const modulesDir = `lib/modules/${release}`
  const placed = [
    ...files.map(({ name, source }) => ({ name, data: readFileSync(source) })),
    { name: 'bin/busybox', data: readFileSync(busybox) },
    ...[...moduleIndex(modules)].map(([name, text]) => ({
      name: `${modulesDir}/${name}`,
      data: Buffer.from(text),
    })),
    ...modules.map(({ name, data }) => ({ name: `${modulesDir}/${name}.ko`, data })),
    { name: 'etc/modules', data: Buffer.from(`${commonModules.join('\n')}\n`) },
  ]
  const names = new Set(placed.map(({ name }) => name))
  const links = applets.map((name) => `bin/${name}`).filter((name) => !names.has(name))
  const mountPoints = ['dev', 'mnt', 'proc', 'root', 'run', 'sys', 'tmp', 'var']
  const entries = [
    ...[...mountPoints, ...parents([...names])].map((name) => directory(name)),
    symlink('var/run', '../run'),
    // Where the kernel looks for modprobe, when a mount needs a file system's module.
    symlink('sbin', 'bin'),
    // The kernel opens it for init before anything has mounted devtmpfs.
    characterDevice('dev/console', 5, 1),
    ...placed.map(({ name, data }) => file(name, data, isProgram(data) ? 0o755 : 0o644)),
    ...links.map((name) => symlink(name, 'busybox')),
    ...(names.has('init') ? [] : [symlink('init', 'bin/init')]),
  ]
  return gzipSync(cpio(entries), { level: 6 })
}
