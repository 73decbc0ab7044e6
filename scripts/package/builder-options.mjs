import { rm } from 'node:fs/promises'
import path from 'node:path'
import { root } from '../lib/paths.mjs'
import { packageArchitecture } from './architecture.mjs'
import { depends, recommends, suggests } from './deb/relations.mjs'
import { appId, debianRevision, manifest, nobody, outDir } from './identity.mjs'
import { notPacked } from './runtime.mjs'

/**
 * What is switched off in Electron's binary for good. A program that may start ours, or set its
 * environment, could otherwise run its own code under our name (and our AppArmor profile). Electron's
 * documentation, "Electron Fuses", says what each does; the two of asar integrity work on macOS and
 * Windows alone.
 */
export const fuses = /** @type {const} */ ({
  runAsNode: false,
  // No cookies are kept. With it, Chromium may ask for the keyring's password to make a key for them.
  enableCookieEncryption: false,
  enableNodeOptionsEnvironmentVariable: false,
  enableNodeCliInspectArguments: false,
  enableEmbeddedAsarIntegrityValidation: false,
  onlyLoadAppFromAsar: true,
})

/** Fuses that Electron 25 has not yet. */
const newerFuses = /** @type {const} */ ({
  loadBrowserProcessSpecificV8Snapshot: false,
  // Pages are served by app://; nothing is loaded from file://.
  grantFileProtocolExtraPrivileges: false,
})

/** The languages of Chromium's own texts (context menus of the system, dates): those that ours are in. */
const chromiumLanguages = ['en-US', 'en-GB', 'de']

/**
 * electron-builder's options; see its documentation, "Common Configuration".
 * @param {object} options
 * @param {ReturnType<typeof import('./runtime.mjs').runtimeToPack>} options.runtime
 * @param {readonly ('dir' | 'deb')[]} options.targets
 * @param {'xz' | 'gzip'} options.compression of the deb; see dpkgCompression in deb/build.mjs
 * @param {{ name: string, email: string } | undefined} options.maintainer
 * @returns {import('electron-builder').Configuration}
 */
export function builderOptions({ runtime, targets, compression, maintainer = nobody }) {
  const { major } = /^(?<major>\d+)/.exec(runtime.version)?.groups ?? {}
  const suffix = runtime.standIn ? '_NOT-FOR-RELEASE' : ''
  return {
    appId,
    productName: manifest.productName,
    electronDist: runtime.dist,
    electronVersion: runtime.version,
    directories: { output: outDir, buildResources: path.join(root, 'assets') },
    files: ['**/*'],
    asar: true,
    // The bundles need no package at run time: false says so, and none is looked for.
    beforeBuild: () => Promise.resolve(false),
    electronLanguages: chromiumLanguages,
    electronFuses: { ...fuses, ...(Number(major) >= 29 ? newerFuses : {}) },
    afterPack: async ({ appOutDir }) => {
      for (const file of notPacked) await rm(path.join(appOutDir, file), { force: true })
    },
    linux: {
      target: targets.map((target) => ({ target, arch: [packageArchitecture.builder] })),
      executableName: manifest.name,
      syncDesktopName: true,
      category: 'System',
      icon: path.join(outDir, 'icons'),
      maintainer: `${maintainer.name} <${maintainer.email}>`,
      synopsis: manifest.description,
    },
    deb: {
      artifactName: `\${name}_\${version}-${debianRevision}_\${arch}${suffix}.\${ext}`,
      depends: [...depends],
      recommends: [...recommends],
      // The last one counts; electron-builder's own option has other names.
      fpm: [
        ...['--iteration', debianRevision, '--deb-compression', compression],
        ...['--deb-suggests', suggests.join(', ')],
      ],
    },
  }
}
