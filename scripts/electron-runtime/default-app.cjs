// What `electron <directory>` runs first: finds the app named on the command line and loads it.
// Electron's own zip ships one; the fallback runtime's directory comes without.
'use strict'
const { app } = require('electron')
const fs = require('node:fs')
const Module = require('node:module')
const path = require('node:path')

/** @param {string[]} argv */
function parse(argv) {
  /** @type {{ target: string | undefined, preload: string[], version: boolean }} */
  const options = { target: undefined, preload: [], version: false }
  for (let index = 0; index < argv.length && options.target === undefined; index++) {
    const argument = argv[index]
    if (argument === '-r' || argument === '--require') options.preload.push(argv[++index])
    else if (argument === '-v' || argument === '--version') options.version = true
    else if (!argument.startsWith('-')) options.target = argument
  }
  return options
}

/** @param {string} directory @param {string} manifestPath */
function applyManifest(directory, manifestPath) {
  const manifest = JSON.parse(fs.readFileSync(manifestPath, 'utf8'))
  if (manifest.type === 'module' && !String(manifest.main).endsWith('.cjs')) {
    throw new Error(`Electron ${process.versions.electron} needs a CommonJS main file (.cjs).`)
  }
  if (manifest.version) app.setVersion(manifest.version)
  if (manifest.productName ?? manifest.name) app.name = manifest.productName ?? manifest.name
  app.setDesktopName(manifest.desktopName ?? `${app.name}.desktop`)
  app.setAppPath(directory)
}

/** @param {string} target */
function load(target) {
  const full = path.resolve(target)
  const manifestPath = path.join(full, 'package.json')
  const isDirectory = fs.existsSync(manifestPath)
  Object.defineProperty(process, 'defaultApp', { value: true, enumerable: true })
  if (isDirectory) applyManifest(full, manifestPath)
  const file = Module._resolveFilename(full, null, true)
  if (!isDirectory) app.setAppPath(path.dirname(file))
  Module._load(file, Module, true)
}

try {
  const options = parse(process.argv.slice(1))
  if (options.preload.length > 0) Module._preloadModules(options.preload)
  if (options.version) {
    process.stdout.write(`v${process.versions.electron}\n`)
    process.exit(0)
  }
  if (options.target === undefined) throw new Error('Name the directory of an app.')
  load(options.target)
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`)
  process.exit(1)
}
