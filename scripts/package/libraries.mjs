import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { build } from 'esbuild'
import { electronBundles } from '../build/electron-bundles.mjs'
import { readJson } from '../lib/json-file.mjs'
import { root } from '../lib/paths.mjs'

/** Files of packages that are bundled, relative to the checkout; nothing is written. */
async function bundledFiles() {
  const analysis = /** @type {const} */ ({ metafile: true, write: false })
  const [main, window] = await Promise.all([
    build({ ...electronBundles, ...analysis }),
    build({
      absWorkingDir: root,
      entryPoints: ['renderer/app/main.tsx'],
      bundle: true,
      format: 'esm',
      outdir: 'unused',
      jsx: 'automatic',
      loader: { '.svg': 'empty', '.woff2': 'empty' },
      logLevel: 'error',
      ...analysis,
    }),
  ])
  return [main, window].flatMap(({ metafile }) => Object.keys(metafile?.inputs ?? {}))
}

/** "node_modules/@scope/name" of a file in it, or undefined for one of ours. @param {string} file */
const packageFolder = (file) => /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1]

/** @param {string} folder */
async function licenceText(folder) {
  const names = await readdir(folder)
  const files = names.filter((name) => /^(licen[cs]e|copying|notice)([.-]|$)/i.test(name)).sort()
  const texts = await Promise.all(files.map((name) => readFile(path.join(folder, name), 'utf8')))
  return texts.map((text) => text.trim()).join('\n\n')
}

/**
 * The libraries that are inside our bundles, with the licences that ask to be passed on.
 * @returns {Promise<string>} plain text
 */
export async function bundledLibraries() {
  const folders = new Set((await bundledFiles()).map(packageFolder).filter((one) => one != null))
  const sections = await Promise.all(
    [...folders].sort().map(async (folder) => {
      const { name, version, license } = readJson(path.join(root, folder, 'package.json'))
      const text = await licenceText(path.join(root, folder))
      return `${name} ${version}\n${license}\n\n${text || 'The package holds no text of it.'}\n`
    }),
  )
  return `Libraries that are part of Guesthouse, and their licences.\n\n${sections.join(`\n${'-'.repeat(72)}\n\n`)}`
}
