import { statSync } from 'node:fs'
import path from 'node:path'
import { hashFile, hashTree } from '../lib/hash.mjs'
import { readJson } from '../lib/json-file.mjs'
import { cacheDir, root } from '../lib/paths.mjs'
import { flavours } from './flavours.mjs'

export const storeDir = path.join(cacheDir, 'test-guest')

/** Names the key of the images in use. @param {string} flavour */
export const currentFile = (flavour) => path.join(storeDir, `${flavour}.json`)

/**
 * @param {import('./flavours.mjs').Flavour} flavour
 * @param {string} key
 * @returns {{ kernel: string, initrd: string, disk?: string }}
 */
export const imagePaths = (flavour, key) => ({
  kernel: path.join(storeDir, key, 'vmlinuz'),
  initrd: path.join(storeDir, key, 'initrd.gz'),
  ...(flavours[flavour].disk ? { disk: path.join(storeDir, key, 'disk.qcow2') } : {}),
})

/** @param {string} key */
export const manifestFile = (key) => path.join(storeDir, key, 'manifest.json')

/** Changes whenever the images would come out differently from the same packages. */
export const builderHash = () =>
  hashTree(root, ['scripts/test-guest', 'scripts/lib/hash.mjs']).slice(0, 12)

/**
 * The key of the images in use, if they are whole and made by these sources.
 * @param {import('./flavours.mjs').Flavour} flavour
 * @returns {string | undefined}
 */
export function usableKey(flavour) {
  const key = readJson(currentFile(flavour))?.key
  if (typeof key !== 'string') return undefined
  const manifest = readJson(manifestFile(key))
  if (manifest?.builder !== builderHash()) return undefined
  const whole = Object.entries(imagePaths(flavour, key)).every(
    ([name, file]) =>
      statSync(file, { throwIfNoEntry: false })?.isFile() &&
      hashFile(file) === manifest.sha256?.[name],
  )
  return whole ? key : undefined
}
