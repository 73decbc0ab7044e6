import { chmod, copyFile, mkdir } from 'node:fs/promises'
import path from 'node:path'
import { build } from 'esbuild'
import { readJson } from '../lib/json-file.mjs'
import { root } from '../lib/paths.mjs'

/** @type {{ version: string }} */
const { version } = readJson(path.join(root, 'package.json'))

/** Where the build puts guesthoused: the program and, beside it, what starts it. */
export const daemonFolder = path.join(root, 'dist/daemon')

/**
 * One CommonJS file for the distribution's own Node, Debian 12's 18 and later. What is imported only
 * where it is asked for runs only then, though it is in the same file.
 * @type {import('esbuild').BuildOptions}
 */
export const daemonBundle = {
  absWorkingDir: root,
  entryPoints: ['electron/daemon/index.ts'],
  outfile: path.join(daemonFolder, 'guesthoused.cjs'),
  define: { GUESTHOUSE_VERSION: JSON.stringify(version) },
  bundle: true,
  platform: 'node',
  target: 'node18',
  format: 'cjs',
  // dbus-next asks for it where it is given no address of a bus, and it always is.
  external: ['x11'],
  minifySyntax: true,
  legalComments: 'none',
  logLevel: 'warning',
}

export async function buildDaemon() {
  await mkdir(daemonFolder, { recursive: true })
  const launcher = path.join(daemonFolder, 'guesthoused')
  await copyFile(path.join(root, 'assets/daemon/guesthoused'), launcher)
  await chmod(launcher, 0o755)
  await build(daemonBundle)
}
