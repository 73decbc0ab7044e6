/**
 * The tables that modprobe reads, for modules that lie side by side in lib/modules/<release>.
 * Source of their form: modules.dep(5), and depmod in the kmod package. Making them here leaves out
 * what the guest has not got, and needs no depmod.
 */

/** @typedef {import('./modules.mjs').Module} Module */

/**
 * All values of an entry in a module's .modinfo section, which holds `key=value` strings, each
 * ended by a zero byte.
 * @param {Buffer} module
 * @param {string} key
 * @returns {string[]}
 */
export function moduleInfo(module, key) {
  const mark = `\0${key}=`
  /** @type {string[]} */
  const values = []
  for (let at = module.indexOf(mark); at >= 0; at = module.indexOf(mark, at + mark.length)) {
    const from = at + mark.length
    values.push(module.toString('latin1', from, module.indexOf(0, from)))
  }
  return values
}

/**
 * All that a module needs, its own needs first, as modules.dep lists them.
 * @param {string} name
 * @param {ReadonlyMap<string, Module>} modules
 * @returns {string[]}
 */
function needs(name, modules) {
  const direct = (modules.get(name)?.dependencies ?? []).filter((other) => modules.has(other))
  const further = direct.flatMap((other) => needs(other, modules))
  // A later mention wins: what others need has to come after them.
  return [...new Set([...direct, ...further].reverse())].reverse()
}

/**
 * @param {readonly Module[]} modules
 * @returns {Map<string, string>} the texts of the tables, by file name
 */
export function moduleIndex(modules) {
  const byName = new Map(modules.map((module) => [module.name, module]))
  const dependencies = modules.map(({ name }) =>
    [`${name}.ko:`, ...needs(name, byName).map((other) => `${other}.ko`)].join(' '),
  )
  const aliases = modules.flatMap(({ name, aliases: patterns }) =>
    patterns.map((pattern) => `alias ${pattern} ${name}`),
  )
  return new Map([
    ['modules.dep', `${dependencies.join('\n')}\n`],
    ['modules.alias', `${aliases.join('\n')}\n`],
  ])
}
