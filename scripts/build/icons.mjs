import { mkdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { root } from '../lib/paths.mjs'
import { drawSvg } from './draw-svg.mjs'

/** The drawn icons: everything with pixels is made of these. */
export const iconSources = {
  colour: path.join(root, 'assets/icons/guesthouse.svg'),
  symbolic: path.join(root, 'assets/icons/guesthouse-symbolic.svg'),
}

/** @param {number} size px @param {string} target path of the PNG; its directory is made */
export async function drawIcon(size, target) {
  const png = await drawSvg(await readFile(iconSources.colour, 'utf8'), size)
  await mkdir(path.dirname(target), { recursive: true })
  await writeFile(target, png)
}

/** px: sharp in a dock at twice the density; a larger one would only take longer to read. */
const WINDOW_ICON_SIZE = 128

/** Draws the icon that windows carry themselves, for desktops that do not go by the desktop entry. */
export const drawWindowIcon = () =>
  drawIcon(WINDOW_ICON_SIZE, path.join(root, 'dist/assets/window.png'))
