import { statSync } from 'node:fs'
import path from 'node:path'
import { hashFile, hashTree } from '../lib/hash.mjs'
import { readJson } from '../lib/json-file.mjs'
import { cacheDir, root } from '../lib/paths.mjs'

export const storeDir = path.join(cacheDir, 'test-guest')

/** Names the key of the images in use. @param {string} flavour */
export const currentFile = (flavour) => path.join(storeDir, `${flavour}.json`)

/** @param {string} key */
export const imagePaths = (key) => ({
  kernel: path.join(storeDir, key, 'vmlinuz'),
  initrd: path.join(storeDir, key, 'initrd.gz'),
})

/** @param {string} key */
export const manifestFile = (key) => path.join(storeDir, key, 'manifest.json')

/** Changes whenever the images would come out differently from the same packages. */
export const builderHash = () =>
  hashTree(root, ['scripts/test-guest', 'scripts/lib/hash.mjs']).slice(0, 12)

/**
 * The key of the images in use, if they are whole and made by these sources.
 * @param {string} flavour
 * @returns {string | undefined}
 */
export function usableKey(flavour) {
  const key = readJson(currentFile(flavour))?.key
  if (typeof key !== 'string') return undefined
  const manifest = readJson(manifestFile(key))
  if (manifest?.builder !== builderHash()) return undefined
  const { kernel, initrd } = imagePaths(key)
  for (const [file, sha256] of [
    [kernel, manifest.sha256?.kernel],
    [initrd, manifest.sha256?.initrd],
  ]) {
    if (!statSync(file, { throwIfNoEntry: false })?.isFile() || hashFile(file) !== sha256) {
      return undefined
    }
  }
  return key
}
