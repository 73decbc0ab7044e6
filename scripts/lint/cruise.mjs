import { Compiler } from '@swc/core'
import { cruise } from 'dependency-cruiser'

// dependency-cruiser reads TypeScript through swc here (it does not know TypeScript 7), but asks it
// for plain TypeScript only: .tsx files would be syntax errors.
// oxlint-disable-next-line typescript/unbound-method -- called with its `this` below
const { parseFileSync } = Compiler.prototype
Compiler.prototype.parseFileSync = function parseTsxToo(file, options) {
  return parseFileSync.call(this, file, { ...options, tsx: file.endsWith('.tsx') })
}

/**
 * @param {any} config what .dependency-cruiser.cjs exports
 * @param {string} baseDir absolute; the rules' paths start here
 * @param {string[]} directories
 * @returns {Promise<import('dependency-cruiser').ICruiseResult>}
 */
export async function cruiseSources(config, baseDir, directories) {
  const { enhancedResolveOptions, ...options } = config.options
  const { output } = await cruise(
    directories,
    { ...options, baseDir, validate: true, ruleSet: { forbidden: config.forbidden } },
    enhancedResolveOptions,
  )
  if (typeof output === 'string') throw new Error(output)
  return output
}
