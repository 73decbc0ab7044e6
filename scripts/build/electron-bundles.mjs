import path from 'node:path'
import { root } from '../lib/paths.mjs'

/**
 * Main, preload, broker and the check on the terminal: each one CommonJS file. CommonJS because Electron 25 loads no other
 * main and a sandboxed preload never is one; one file because each require costs start-up time.
 */
const entries = {
  'main/main': 'electron/main/index.ts',
  'preload/preload': 'electron/preload/index.ts',
  'broker/broker': 'electron/broker/index.ts',
  'check/check': 'electron/main/host-check/terminal-worker.ts',
}

/** @type {import('esbuild').BuildOptions} */
export const electronBundles = {
  absWorkingDir: root,
  entryPoints: entries,
  outdir: path.join(root, 'dist'),
  outExtension: { '.js': '.cjs' },
  bundle: true,
  platform: 'node',
  // Electron 25 is Node 18.15.
  target: 'node18',
  format: 'cjs',
  // dbus-next asks for x11 where it is given no address of a bus, and it always is.
  external: ['electron', 'x11'],
  // Lines and names stay as they are, so that a stack in the log can be read; it costs 1 ms.
  minifySyntax: true,
  legalComments: 'none',
  logLevel: 'warning',
}
