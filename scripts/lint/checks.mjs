import path from 'node:path'
import { root } from '../lib/paths.mjs'

/** @param {string} name */
const tool = (name) => path.join(root, 'node_modules/.bin', name)
/** @param {string} file */
const own = (file) => [process.execPath, path.join(root, 'scripts/lint', file)]

/**
 * The slow ones first, so that they do not end last.
 * @type {readonly import('./run.mjs').Check[]}
 */
export const checks = [
  { name: 'oxlint', command: [tool('oxlint'), '--report-unused-disable-directives'] },
  { name: 'types', command: [tool('tsc'), '-b'] },
  { name: 'imports', command: own('imports.mjs') },
  { name: 'unused', command: [tool('knip'), '--config', '.knip.jsonc'] },
  { name: 'types-electron-25', command: own('electron-25.mjs') },
  { name: 'format', command: [tool('biome'), 'format', '--config-path=.biome.json', '.'] },
  { name: 'files', command: own('files.mjs') },
]
