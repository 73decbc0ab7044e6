import { createRequire } from 'node:module'
import path from 'node:path'
import { root } from '../lib/paths.mjs'
import { cruiseSources } from './cruise.mjs'
import { rulesThatDoNotBite } from './import-rules-check.mjs'

// The import rules of .dependency-cruiser.cjs, and whether they are worth anything.

/** The sources have more; a cruise that reads fewer has not read them (it says nothing itself). */
const LEAST_MODULES = 100
/** Every part must have been read, the window's .tsx files too. */
const PARTS = [/^shared\//, /^electron\/engine\//, /^electron\/main\//, /^renderer\/.*\.tsx$/]

const config = createRequire(import.meta.url)(path.join(root, '.dependency-cruiser.cjs'))

const { modules, summary } = await cruiseSources(config, root, ['shared', 'electron', 'renderer'])
const own = modules.filter(
  ({ source }) => !source.includes('node_modules') && /\.tsx?$/.test(source),
)
let failed = false
const fail = (/** @type {string} */ text) => {
  failed = true
  console.error(text)
}

for (const { rule, from, to } of summary.violations) {
  const comment = config.forbidden.find(
    (/** @type {any} */ { name }) => name === rule.name,
  )?.comment
  fail(`${rule.name}: ${from} -> ${to}${comment === undefined ? '' : ` (${comment})`}`)
}
if (own.length < LEAST_MODULES) fail(`only ${own.length} modules were read`)
for (const part of PARTS) {
  if (!own.some(({ source }) => part.test(source))) fail(`no module that matches ${part} was read`)
}
for (const name of await rulesThatDoNotBite(config)) fail(`the rule ${name} finds nothing`)

console.log(`${own.length} modules, ${summary.totalDependenciesCruised ?? 0} dependencies`)
process.exitCode = failed ? 1 : 0
