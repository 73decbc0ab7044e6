import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { build } from 'esbuild'
import { daemonBundle } from '../build/daemon-bundle.mjs'
import { electronBundles } from '../build/electron-bundles.mjs'
import { readJson } from '../lib/json-file.mjs'
import { root } from '../lib/paths.mjs'

/** @param {import('esbuild').BuildOptions} options; nothing is written */
async function inputs(options) {
  const { metafile } = await build({ ...options, metafile: true, write: false })
  return Object.keys(metafile?.inputs ?? {})
}

/**
 * The files that each product is made of, relative to the checkout.
 * @type {Readonly<Record<'app' | 'daemon', () => Promise<string[]>>>}
 */
const filesOf = {
  app: async () => {
    const window = inputs({
      absWorkingDir: root,
      entryPoints: ['renderer/app/main.tsx'],
      bundle: true,
      format: 'esm',
      outdir: 'unused',
      jsx: 'automatic',
      // Files of ours that Vite takes in as they are.
      loader: { '.md': 'empty', '.svg': 'empty', '.woff2': 'empty' },
      logLevel: 'error',
    })
    return [...(await inputs(electronBundles)), ...(await window)]
  },
  daemon: () => inputs(daemonBundle),
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
 * What a manifest says of its licence, in any of the forms that npm has had; '' where it says nothing.
 * @typedef {string | { type?: string } | readonly (string | { type?: string })[]} Licence
 * @param {{ license?: Licence, licenses?: Licence }} manifest
 */
export const licenceName = ({ license, licenses }) =>
  [license ?? licenses ?? []]
    .flat()
    .map((one) => (typeof one === 'string' ? one : (one.type ?? '')))
    .filter(Boolean)
    .join(' or ')

/**
 * The libraries that are inside our bundles, with the licences that ask to be passed on.
 * @param {keyof typeof filesOf} product
 * @returns {Promise<string>} plain text
 */
export async function bundledLibraries(product) {
  const files = await filesOf[product]()
  const folders = new Set(files.map(packageFolder).filter((one) => one != null))
  const sections = await Promise.all(
    [...folders].sort().map(async (folder) => {
      const manifest = readJson(path.join(root, folder, 'package.json'))
      const { name, version } = manifest
      const text = await licenceText(path.join(root, folder))
      const licence = licenceName(manifest) || (text && 'The licence is named by its text alone.')
      if (!licence) throw new Error(`${folder} does not say which licence it is under.`)
      return `${name} ${version}\n${licence}\n\n${text || 'The package holds no text of it.'}\n`
    }),
  )
  return `Libraries that are part of Guesthouse, and their licences.\n\n${sections.join(`\n${'-'.repeat(72)}\n\n`)}`
}
