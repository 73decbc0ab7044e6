import { accessSync, constants, existsSync, mkdirSync, readdirSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { asRoot } from '../lib/privilege.mjs'
import { capture, runQuietly, which } from '../lib/command.mjs'
import { progress } from '../lib/console.mjs'
import { flavours } from './flavours.mjs'
import { soundPackages, soundToolsFrom, soundToolsOfHost } from './sound-tools.mjs'

/**
 * @typedef {{ kernel: string, release: string, modulesDir: string, busybox: string,
 *   tools: readonly import('./initramfs.mjs').Placed[], version: string }} Parts
 * Where the pieces of the guest lie, and a name for exactly these: package versions.
 */

/**
 * The version that apt would install. @param {string} name @returns {string | undefined}
 */
function candidate(name) {
  const text = capture('apt-cache', ['policy', name]).toString()
  const version = /^\s*Candidate: (.+)$/m.exec(text)?.[1]
  return version === '(none)' ? undefined : version
}

/**
 * The package with the kernel itself, which the meta package depends on.
 * @param {string} metaPackage
 */
function kernelPackage(metaPackage) {
  const text = capture('apt-cache', ['depends', '--no-suggests', metaPackage]).toString()
  const name = /Depends: (linux-image-\d\S*)/.exec(text)?.[1]
  if (!name) throw new Error(`apt does not say which kernel ${metaPackage} stands for.`)
  return name
}

/** @returns {Promise<boolean>} false where that needs a password */
async function readPackageLists() {
  const update = asRoot(['apt-get', '-o', 'DPkg::Lock::Timeout=300', '--quiet', 'update'])
  if (!update) return false
  await runQuietly(...update, { heartbeat: progress('reading the package lists') })
  return true
}

/**
 * The first of these that apt can install; reads the package lists where it knows none.
 * @param {readonly string[]} names
 */
async function firstCandidate(names) {
  const known = () => names.find((name) => candidate(name) !== undefined)
  const found = known()
  if (found) return found
  if (!(await readPackageLists())) {
    throw new Error('apt knows no package with a kernel. Run: sudo apt-get update')
  }
  const afterUpdate = known()
  if (!afterUpdate) throw new Error(`apt knows none of the packages ${names.join(', ')}.`)
  return afterUpdate
}

/**
 * Fetches packages and unpacks them side by side; nothing is installed.
 * @param {readonly string[]} names
 * @param {string} work an empty directory
 */
async function downloadAndUnpack(names, work) {
  await runQuietly(
    'apt-get',
    // As root, apt would drop to its own account, which may not write here.
    ['-o', 'APT::Sandbox::User=root', '--quiet', 'download', ...names],
    { cwd: work, heartbeat: progress(`fetching ${names.join(', ')}`) },
  )
  const unpacked = path.join(work, 'unpacked')
  mkdirSync(unpacked)
  for (const archive of readdirSync(work).filter((name) => name.endsWith('.deb'))) {
    capture('dpkg-deb', ['--extract', path.join(work, archive), unpacked])
  }
  return unpacked
}

/** @param {string} base @param {readonly string[]} names */
function firstExisting(base, names) {
  const found = names.map((name) => path.join(base, name)).find((file) => existsSync(file))
  if (!found) throw new Error(`The packages hold none of ${names.join(', ')}.`)
  return found
}

/**
 * From the distribution's packages: the same kernel wherever the tests run.
 * @param {import('./flavours.mjs').Flavour} flavour
 * @param {string} work
 * @returns {Promise<Parts>}
 */
async function fromPackages(flavour, work) {
  const { metaPackages, sound } = flavours[flavour]
  const download = async (/** @type {string} */ attempt) => {
    const kernel = kernelPackage(await firstCandidate(metaPackages))
    const release = kernel.replace('linux-image-', '')
    // Ubuntu keeps the modules in a package of their own.
    const separate = `linux-modules-${release}`
    const packages = [
      ...[kernel, 'busybox-static', ...(candidate(separate) ? [separate] : [])],
      ...(sound ? soundPackages.flatMap((names) => names.find(candidate) ?? []) : []),
    ]
    const dir = path.join(work, attempt)
    mkdirSync(dir)
    return { kernel, release, unpacked: await downloadAndUnpack(packages, dir) }
  }
  const { kernel, release, unpacked } = await download('first').catch(async (error) => {
    // Lists older than the archive name files that are gone; fresh ones mend that.
    if (!(await readPackageLists())) throw error
    return download('second')
  })
  return {
    kernel: path.join(unpacked, 'boot', `vmlinuz-${release}`),
    release,
    modulesDir: firstExisting(unpacked, [
      path.join('lib/modules', release),
      path.join('usr/lib/modules', release),
    ]),
    busybox: firstExisting(unpacked, ['bin/busybox', 'usr/bin/busybox']),
    tools: sound ? soundToolsFrom(unpacked) : [],
    version: `${kernel}-${candidate(kernel)}`,
  }
}

/** @param {string} file */
function isReadable(file) {
  try {
    accessSync(file, constants.R_OK)
    return true
  } catch {
    return false
  }
}

/**
 * From this computer itself, where the package manager is not apt.
 * @param {import('./flavours.mjs').Flavour} flavour
 * @returns {Parts}
 */
function fromHost(flavour) {
  const release = os.release()
  const modulesDir = `/lib/modules/${release}`
  const kernel = [`/boot/vmlinuz-${release}`, `${modulesDir}/vmlinuz`, '/boot/vmlinuz-linux'].find(
    isReadable,
  )
  const busybox = which('busybox')
  if (!kernel) throw new Error(`No readable kernel for ${release} was found under /boot.`)
  if (!busybox) throw new Error('The program busybox (statically linked) is not installed.')
  const tools = flavours[flavour].sound ? soundToolsOfHost() : []
  return { kernel, release, modulesDir, busybox, tools, version: `host-${release}` }
}

/**
 * @param {import('./flavours.mjs').Flavour} flavour
 * @param {string} work an empty directory that may be filled
 */
export async function findParts(flavour, work) {
  return which('apt-get') && which('dpkg-deb') ? fromPackages(flavour, work) : fromHost(flavour)
}
