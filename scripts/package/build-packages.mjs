import { mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { build, Platform } from 'electron-builder'
import { appFolder, layOutApp } from './app-folder.mjs'
import { builderOptions } from './builder-options.mjs'
import { buildDaemonDeb } from './daemon/build.mjs'
import { writeDesktopEntry } from './desktop-entry.mjs'
import { maintainer, outDir } from './identity.mjs'
import { drawIcons } from './icons.mjs'
import { bundledLibraries } from './libraries.mjs'
import { runtimeToPack } from './runtime.mjs'

const fpm = fileURLToPath(new URL('fpm.mjs', import.meta.url))

/** What the last one left, so that nothing of it is taken for this one's. */
async function removePackages() {
  await mkdir(outDir, { recursive: true })
  for (const name of await readdir(outDir)) {
    if (/\.(deb|rpm|AppImage)$/.test(name) || name.endsWith('-unpacked')) {
      await rm(path.join(outDir, name), { recursive: true })
    }
  }
}

/**
 * Makes packages in out/ of what is built in dist/, over what is there. Nothing is downloaded.
 * @param {object} options
 * @param {readonly ('dir' | 'deb')[]} options.targets
 * @param {'xz' | 'gzip'} options.compression of the deb
 * @param {boolean} options.release refuses anything but the official Electron
 * @returns {Promise<{ unpacked: string, packages: string[], daemon: string[], standIn: boolean, electron: string }>}
 * unpacked: the app's folder; packages: of the app; daemon: of guesthoused; standIn: whether the app's
 * are not for release
 */
export async function buildPackages({ targets, compression, release }) {
  const runtime = runtimeToPack({ release })
  await removePackages()
  await Promise.all([layOutApp(), drawIcons(), writeDesktopEntry(runtime)])
  await writeFile(path.join(outDir, 'libraries.txt'), await bundledLibraries('app'))
  process.env['CUSTOM_FPM_PATH'] = fpm
  const made = await build({
    projectDir: appFolder,
    publish: 'never',
    targets: Platform.LINUX.createTarget([...targets]),
    config: builderOptions({ runtime, targets, compression, maintainer: maintainer() }),
  })
  const folders = (await readdir(outDir)).filter((name) => name.endsWith('-unpacked'))
  const [folder, ...more] = folders
  if (folder === undefined || more.length > 0) throw new Error(`out/ holds ${folders.join(', ')}`)
  return {
    unpacked: path.join(outDir, folder),
    packages: made.filter((file) => file.endsWith('.deb')),
    daemon: targets.includes('deb') ? [await buildDaemonDeb({ compression })] : [],
    standIn: runtime.standIn,
    electron: runtime.version,
  }
}
