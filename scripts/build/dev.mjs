import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { rm } from 'node:fs/promises'
import path from 'node:path'
import { context, stop } from 'esbuild'
import { build as vite } from 'vite'
import { resolveRuntime } from '../electron-runtime/index.mjs'
import { root } from '../lib/paths.mjs'
import { removeStamp } from '../lib/stamps.mjs'
import { electronBundles } from './electron-bundles.mjs'
import { drawWindowIcon } from './icons.mjs'
import { drawTrayIcons } from './tray-icons.mjs'

// Runs the app from the sources: a change of the window's code reloads the window, one of main,
// preload or broker starts the app again. The window is rebuilt on disk instead of served by
// Vite's own server, so development has the same origin and CSP as the product, and opens no port.

if (process.getuid?.() === 0) {
  process.stderr.write('dev: start it as an ordinary user; Guesthouse does not run as root\n')
  process.exit(1)
}

const { executable } = await resolveRuntime()
// This is a development build: the next set-up makes the real one.
removeStamp('build')
await rm(path.join(root, 'dist'), { recursive: true, force: true })

/** @type {import('node:child_process').ChildProcess | null} */
let app = null
let ready = false
let restarting = Promise.resolve()

async function restart() {
  const previous = app
  app = null
  if (previous !== null && previous.exitCode === null && previous.signalCode === null) {
    // SIGTERM would save machines that run.
    previous.kill('SIGINT')
    await once(previous, 'exit')
  }
  const child = spawn(executable, ['-r', path.join(root, 'scripts/build/dev-reload.cjs'), root], {
    stdio: 'inherit',
    cwd: root,
  })
  app = child
  child.on('error', (error) => leave(error.message))
  child.on('exit', (code) => {
    if (app === child) leave(null, code ?? 1)
  })
}

/** @type {(value?: undefined) => void} */
let firstBuildDone = () => {}
const firstBuild = new Promise((resolve) => {
  firstBuildDone = resolve
})

const restartSoon = () => {
  if (ready) restarting = restarting.then(restart)
}

const electron = await context({
  ...electronBundles,
  sourcemap: 'inline',
  logLevel: 'info',
  plugins: [
    {
      name: 'restart',
      setup: (build) =>
        build.onEnd(({ errors }) => {
          if (errors.length > 0) return
          firstBuildDone()
          restartSoon()
        }),
    },
  ],
})

/** @param {string | null} message @param {number} [code] */
function leave(message, code = 1) {
  if (message !== null) process.stderr.write(`dev: ${message}\n`)
  // esbuild's own process would outlive this one.
  void stop().finally(() => process.exit(code))
}

const watcher = await vite({
  configFile: path.join(root, 'renderer/vite.config.ts'),
  mode: 'development',
  logLevel: 'warn',
  build: { watch: {}, minify: false, sourcemap: 'inline' },
})
const built = new Promise((resolve) => {
  if (!('on' in watcher)) throw new Error('vite did not start to watch')
  watcher.on('event', (event) => {
    if (event.code === 'ERROR') process.stderr.write(`${event.error.message}\n`)
    if (event.code === 'END') resolve(undefined)
  })
})
await electron.watch()
await Promise.all([built, firstBuild, drawTrayIcons(), drawWindowIcon()])
ready = true
restarting = restart()
await restarting

for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) {
  process.on(signal, () => {
    app?.kill('SIGINT')
  })
}
