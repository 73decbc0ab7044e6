import path from 'node:path'
import { readJson } from '../lib/json-file.mjs'
import { root } from '../lib/paths.mjs'

/** What the packages say of the product; desktop entry and metainfo say the same in their own form. */

/** @type {{ name: string, productName: string, version: string, description: string, license: string, desktopName: string, main: string }} */
export const manifest = readJson(path.join(root, 'package.json'))

/** Also the name of the desktop entry, the metainfo and the icons. */
export const appId = manifest.desktopName.replace(/\.desktop$/, '')

/** Where what is packaged is put; git ignores it. */
export const outDir = path.join(root, 'out')

/** Of one upstream version; begins at 1 with each. */
export const debianRevision = '1'

/**
 * Debian's tools name the maintainer by these variables. A release needs them; anything else is
 * nobody's to maintain.
 * @returns {{ name: string, email: string } | undefined}
 */
export function maintainer() {
  const email = process.env['DEBEMAIL']
  return email ? { name: process.env['DEBFULLNAME'] || 'Guesthouse developers', email } : undefined
}

/** Stands in for the maintainer where the package is not for release. */
export const nobody = { name: 'Guesthouse developers', email: 'nobody@example.org' }
