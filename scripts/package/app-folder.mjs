import { cp, mkdir, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { daemonFolder } from '../build/daemon-bundle.mjs'
import { root } from '../lib/paths.mjs'
import { manifest, outDir } from './identity.mjs'

/** What the app is packed from: the build and a manifest, nothing of the sources. */
export const appFolder = path.join(outDir, 'app')

/** The bundles hold their libraries, so no dependency is named: nothing is to be installed. */
const packedManifest = ({
  name,
  productName,
  version,
  description,
  license,
  desktopName,
  main,
}) => ({
  ...{ name, productName, version, description, license, desktopName, main },
  // electron-builder asks for both; neither the app nor the package shows them.
  author: 'Guesthouse developers',
  homepage: 'https://example.org',
})

/** Lays out the app from dist/, which has to be built. */
export async function layOutApp() {
  await rm(appFolder, { recursive: true, force: true })
  await mkdir(appFolder, { recursive: true })
  await cp(path.join(root, 'dist'), path.join(appFolder, 'dist'), {
    recursive: true,
    // It is in a package of its own.
    filter: (file) => file !== daemonFolder,
  })
  await writeFile(
    path.join(appFolder, 'package.json'),
    `${JSON.stringify(packedManifest(manifest), null, 2)}\n`,
  )
}
