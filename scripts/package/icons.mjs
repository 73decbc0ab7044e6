import path from 'node:path'
import { drawIcon } from '../build/icons.mjs'
import { outDir } from './identity.mjs'

/** Pixels; those of the hicolor theme that desktops ask for where they do not draw the SVG itself. */
export const iconSizes = [16, 22, 24, 32, 48, 64, 128, 256, 512]

/** @param {number} size */
export const iconFile = (size) => path.join(outDir, 'icons', `${size}x${size}.png`)

export async function drawIcons() {
  for (const size of iconSizes) await drawIcon(size, iconFile(size))
}
