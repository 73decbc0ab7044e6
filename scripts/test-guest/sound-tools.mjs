import { existsSync } from 'node:fs'
import path from 'node:path'
import { capture, which } from '../lib/command.mjs'
import { filesBelow } from '../lib/hash.mjs'

/** @typedef {import('./initramfs.mjs').Placed} Placed */

/** Makes a tone, plays and records files, unmutes: alsa-utils has no static ones. */
const programs = Object.freeze(['speaker-test', 'aplay', 'amixer'])

/** Debian's names; of those in one list the first that the release has. */
export const soundPackages = Object.freeze([
  ['alsa-utils'],
  ['libasound2-data'],
  ['libasound2t64', 'libasound2'],
  ['libc6'],
])

/** What the programs need; libraries that libc took in since are there in older releases. */
const libraries = Object.freeze([
  ...['ld-linux-x86-64.so.2', 'libc.so.6', 'libm.so.6', 'libasound.so.2'],
  ...['libdl.so.2', 'libpthread.so.0', 'librt.so.1'],
])

/** The dynamic linker's place is written in every program; it finds the others in /lib. */
const placeOfLibrary = (/** @type {string} */ name) =>
  name.startsWith('ld-linux') ? `lib64/${name}` : `lib/${name}`

/** @param {string} base the directory that has usr/share/alsa */
const configuration = (base) =>
  filesBelow(path.join(base, 'usr/share/alsa')).map((source) => ({
    name: path.relative(base, source),
    source,
  }))

/** @param {string} unpacked the packages, unpacked side by side @returns {Placed[]} */
export function soundToolsFrom(unpacked) {
  const places = ['lib/x86_64-linux-gnu', 'usr/lib/x86_64-linux-gnu', 'lib64', 'usr/lib64']
  const found = libraries.flatMap((name) => {
    const source = places
      .map((place) => path.join(unpacked, place, name))
      .find((file) => existsSync(file))
    return source ? [{ name: placeOfLibrary(name), source }] : []
  })
  const tools = programs.map((name) => ({
    name: `bin/${name}`,
    source: path.join(unpacked, 'usr/bin', name),
  }))
  return [...tools, ...found, ...configuration(unpacked)]
}

/** This computer's own, as far as it has them. @returns {Placed[]} */
export function soundToolsOfHost() {
  const tools = programs.flatMap((name) => {
    const source = which(name)
    return source ? [{ name: `bin/${name}`, source }] : []
  })
  if (tools.length === 0) return []
  const listed = tools.map(({ source }) => capture('ldd', [source]).toString()).join('\n')
  const sources = new Set([...listed.matchAll(/(\/\S+) \(0x/g)].map(([, file = '']) => file))
  const needed = [...sources].map((source) => ({
    name: placeOfLibrary(path.basename(source)),
    source,
  }))
  return [...tools, ...needed, ...configuration('/')]
}
