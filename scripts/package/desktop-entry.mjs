import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { root } from '../lib/paths.mjs'
import { appId, manifest, outDir } from './identity.mjs'

/**
 * The first Electron whose windows have the app's id as their class under X11. Before, it was the
 * product's name (electron/electron#51424, in 41.6.1). On Wayland both have the id.
 */
const ID_AS_CLASS = 42

/**
 * The desktop entry as it is installed: a dock finds the icon of a window by StartupWMClass, which is
 * Electron's to choose.
 * @param {{ version: string }} runtime
 */
export async function writeDesktopEntry({ version }) {
  const entry = await readFile(path.join(root, `assets/applications/${appId}.desktop`), 'utf8')
  const windowClass = Number.parseInt(version, 10) >= ID_AS_CLASS ? appId : manifest.productName
  await writeFile(
    path.join(outDir, `${appId}.desktop`),
    entry.replace(/^StartupWMClass=.*$/m, `StartupWMClass=${windowClass}`),
  )
}
