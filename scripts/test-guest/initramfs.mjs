import { readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { capture } from '../lib/command.mjs'
import { filesBelow } from '../lib/hash.mjs'
import { characterDevice, cpio, directory, file, symlink } from './cpio.mjs'

const skeleton = fileURLToPath(new URL('root', import.meta.url))

/** @param {string} name */
const isProgram = (name) => name === 'etc/rc' || name.startsWith('etc/acpi/')

/**
 * The guest's whole system: busybox, its links, the files under root/, and kernel modules that
 * /etc/rc loads in the order of /lib/modules/order.
 * @param {string} busybox a statically linked one, for the guest's own architecture
 * @param {readonly { name: string, data: Buffer }[]} modules in loading order
 * @returns {Buffer} gzip
 */
export function initramfs(busybox, modules) {
  const applets = capture(busybox, ['--list']).toString().trim().split('\n')
  const order = modules.map(({ name }) => `${name}.ko\n`).join('')
  const entries = [
    ...['bin', 'dev', 'etc', 'etc/acpi', 'etc/acpi/PWRF', 'lib', 'lib/modules'].map((name) =>
      directory(name),
    ),
    ...['mnt', 'proc', 'root', 'run', 'sys', 'tmp', 'var'].map((name) => directory(name)),
    symlink('var/run', '../run'),
    // The kernel opens it for init before anything has mounted devtmpfs.
    characterDevice('dev/console', 5, 1),
    file('bin/busybox', readFileSync(busybox), 0o755),
    ...applets
      .filter((name) => name !== 'busybox')
      .map((name) => symlink(`bin/${name}`, 'busybox')),
    symlink('init', 'bin/init'),
    ...filesBelow(skeleton).map((source) => {
      const name = path.relative(skeleton, source)
      return file(name, readFileSync(source), isProgram(name) ? 0o755 : 0o644)
    }),
    file('lib/modules/order', Buffer.from(order)),
    ...modules.map(({ name, data }) => file(`lib/modules/${name}.ko`, data)),
  ]
  return gzipSync(cpio(entries), { level: 6 })
}
