import { rm } from 'node:fs/promises'
import path from 'node:path'
import { build as esbuild } from 'esbuild'
import { build as vite } from 'vite'
import { root } from '../lib/paths.mjs'
import { removeStamp } from '../lib/stamps.mjs'
import { buildDaemon } from './daemon-bundle.mjs'
import { electronBundles } from './electron-bundles.mjs'
import { drawWindowIcon } from './icons.mjs'
import { drawTrayIcons } from './tray-icons.mjs'

// Builds the app and guesthoused into dist/, which `electron .` runs and the packages hold.

const started = performance.now()
process.env['NODE_ENV'] = 'production'
// Set-up writes it again after its own builds: of any other it does not know what it is made of.
removeStamp('build')
await rm(path.join(root, 'dist'), { recursive: true, force: true })
const results = await Promise.allSettled([
  esbuild(electronBundles),
  buildDaemon(),
  vite({ configFile: path.join(root, 'renderer/vite.config.ts'), logLevel: 'warn' }),
  drawWindowIcon(),
  drawTrayIcons(),
])
const failures = results.filter((result) => result.status === 'rejected')
for (const { reason } of failures) process.stderr.write(`${reason?.message ?? reason}\n`)
const seconds = ((performance.now() - started) / 1000).toFixed(1)
if (failures.length > 0) {
  process.stderr.write(`build: failed after ${seconds} s\n`)
  process.exitCode = 1
} else {
  process.stdout.write(`build: dist/ in ${seconds} s\n`)
}
