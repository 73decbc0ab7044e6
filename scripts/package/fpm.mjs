#!/usr/bin/env node
// What electron-builder calls instead of fpm (CUSTOM_FPM_PATH), which it would download: makes the
// package of the app's folder with the distribution's own tools. Of what electron-builder hands over it
// takes the folder and the package's data; desktop entry, icons and the rest are assets/ as they are.
import { buildDeb } from './deb/build.mjs'
import { messageOf } from '../lib/errors.mjs'

/** Options that have no value. */
const flags = new Set(['--force', '--debug'])
/** Options that may come several times. */
const lists = new Set(['-d', '--deb-recommends'])

/** @param {readonly string[]} argv */
function parse(argv) {
  /** @type {Record<string, string>} */
  const options = {}
  /** @type {Record<string, string[]>} */
  const many = {}
  /** @type {string[]} */
  const maps = []
  for (let index = 0; index < argv.length; index++) {
    const argument = argv[index] ?? ''
    if (flags.has(argument)) continue
    if (!argument.startsWith('-')) maps.push(argument)
    else {
      const value = argv[++index]
      if (value === undefined) throw new Error(`${argument} has no value.`)
      if (lists.has(argument)) (many[argument] ??= []).push(value)
      else options[argument] = value
    }
  }
  return { options, many, maps }
}

/** @param {Record<string, string>} options @param {string} name */
function required(options, name) {
  const value = options[name]
  if (!value) throw new Error(`electron-builder named no ${name}.`)
  return value
}

try {
  const { options, many, maps } = parse(process.argv.slice(2))
  const target = required(options, '-t')
  // rpm and others would be made here, of the same files.
  if (target !== 'deb') throw new Error(`Packages of the kind ${target} cannot be made yet.`)
  // The app's folder is the one directory among the maps "from=to".
  const appFolder = maps.map((map) => map.split('=')[0] ?? '').find((from) => from.endsWith('/'))
  if (appFolder === undefined) throw new Error('electron-builder named no folder.')
  buildDeb({
    appFolder,
    file: required(options, '--package'),
    name: required(options, '--name'),
    version: `${required(options, '--version')}-${required(options, '--iteration')}`,
    architecture: required(options, '--architecture'),
    maintainer: required(options, '--maintainer'),
    compression: required(options, '--deb-compression'),
    depends: many['-d'] ?? [],
    recommends: many['--deb-recommends'] ?? [],
    suggests: required(options, '--deb-suggests'),
  })
} catch (error) {
  process.stderr.write(`${messageOf(error)}\n`)
  process.exitCode = 1
}
