import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import { hashFile } from '../lib/hash.mjs'
import { writeJson } from '../lib/json-file.mjs'
import { commonModules, flavours } from './flavours.mjs'
import { initramfs, skeletonFiles } from './initramfs.mjs'
import { collectModules } from './modules.mjs'
import { findParts } from './parts.mjs'
import { makeSystemDisk } from './system-disk.mjs'
import {
  builderHash,
  currentFile,
  imagePaths,
  manifestFile,
  storeDir,
  usableKey,
} from './store.mjs'

/** @param {string} flavour @param {string} key the one to keep */
function removeOlder(flavour, key) {
  for (const entry of readdirSync(storeDir, { withFileTypes: true })) {
    if (entry.isDirectory() && entry.name.startsWith(`${flavour}-`) && entry.name !== key) {
      rmSync(path.join(storeDir, entry.name), { recursive: true, force: true })
    }
  }
}

/**
 * Makes the images of a flavour, unless they are there and whole.
 * @param {import('./flavours.mjs').Flavour} flavour
 */
export async function buildTestGuest(flavour) {
  if (usableKey(flavour) !== undefined) return
  mkdirSync(storeDir, { recursive: true })
  const work = mkdtempSync(path.join(storeDir, 'work-'))
  try {
    const parts = await findParts(flavour, work)
    const builder = builderHash()
    const key = `${flavour}-${parts.version}-${builder}`.replaceAll(/[^\w.+-]/g, '_')
    const images = imagePaths(flavour, key)
    rmSync(path.dirname(images.kernel), { recursive: true, force: true })
    mkdirSync(path.dirname(images.kernel), { recursive: true })
    copyFileSync(parts.kernel, images.kernel)
    chmodSync(images.kernel, 0o644)
    const { modules, bootModules, skeleton } = flavours[flavour]
    const collect = (/** @type {readonly string[]} */ names) =>
      collectModules(parts.modulesDir, [...commonModules, ...names])
    const files = [...skeletonFiles('common'), ...skeletonFiles(skeleton), ...parts.tools]
    writeFileSync(images.initrd, initramfs({ ...parts, files, modules: collect(bootModules) }))
    if (images.disk !== undefined) {
      const { release } = parts
      await makeSystemDisk({ release, modules: collect(modules), work, disk: images.disk })
    }
    writeJson(manifestFile(key), {
      builder,
      version: parts.version,
      modules: collect(modules).map(({ name }) => name),
      sha256: Object.fromEntries(
        Object.entries(images).map(([name, file]) => [name, hashFile(file)]),
      ),
    })
    writeJson(currentFile(flavour), { key })
    removeOlder(flavour, key)
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}
