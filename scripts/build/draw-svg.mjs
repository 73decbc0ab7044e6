import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { initWasm, Resvg } from '@resvg/resvg-wasm'

/** @type {Promise<void> | null} */
let ready = null

/** A picture of an SVG, as PNG. @param {string} svg @param {number} width px */
export async function drawSvg(svg, width) {
  ready ??= readFile(
    createRequire(import.meta.url).resolve('@resvg/resvg-wasm/index_bg.wasm'),
  ).then((code) => initWasm(code))
  await ready
  return new Resvg(svg, { fitTo: { mode: 'width', value: width } }).render().asPng()
}
