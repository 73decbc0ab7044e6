import { mkdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { root } from '../lib/paths.mjs'
import { drawSvg } from './draw-svg.mjs'

/**
 * px. A tray takes a picture and scales it to its panel, which is 16 to 48 px high on today's screens.
 */
const SIZE = 48

/**
 * The line's colour on a light panel, on a dark one, and on one that could be either: at least 3:1
 * against #f0f0f0 and against #2a2e32 (WCAG 2.2, 1.4.11).
 */
const tones = /** @type {const} */ ({ light: '#2e3436', dark: '#f6f5f4', either: '#85807a' })
const states = /** @type {const} */ (['plain', 'lit'])

/** Draws the tray's icons, of assets/icons, into dist/assets/tray: electron/main/tray/tray-icon.ts. */
export async function drawTrayIcons() {
  const target = path.join(root, 'dist/assets/tray')
  await mkdir(target, { recursive: true })
  for (const state of states) {
    const svg = await readFile(path.join(root, `assets/icons/tray-${state}.svg`), 'utf8')
    for (const [tone, colour] of Object.entries(tones)) {
      const toned = svg.replace(/ color="#[0-9a-f]{6}"/, ` color="${colour}"`)
      const png = await drawSvg(toned, SIZE)
      await writeFile(path.join(target, `tray-${state}-${tone}.png`), png)
    }
  }
}
