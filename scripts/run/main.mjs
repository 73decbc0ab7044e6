// Runs what package.json's scripts name: node scripts/run/main.mjs start | test | demo | bench [ARGS…]
import { warn } from '../lib/console.mjs'
import { isRoot } from '../lib/privilege.mjs'
import { runAsOrdinaryAccount } from './as-root.mjs'
import { runScript } from './script.mjs'
import { start } from './start.mjs'
import { test } from './test.mjs'
import { endWith } from '../lib/end.mjs'
import { messageOf } from '../lib/errors.mjs'

/** @typedef {'start' | 'test' | 'demo' | 'bench' | 'packaged'} Verb */

/** @param {Verb} verb @param {readonly string[]} args */
function run(verb, args) {
  if (verb === 'start') return start(args)
  if (verb === 'test') return test()
  return runScript(verb, args)
}

const [given = '', ...args] = process.argv.slice(2)
const verbs = /** @type {const} */ (['start', 'test', 'demo', 'bench', 'packaged'])
const verb = verbs.find((one) => one === given)
try {
  if (verb === undefined) {
    warn('Usage: node scripts/run/main.mjs start | test | demo | bench [ARGS…]')
    endWith(2)
  } else {
    endWith(
      await (isRoot && verb !== 'packaged' ? runAsOrdinaryAccount(verb, args) : run(verb, args)),
    )
  }
} catch (error) {
  warn(messageOf(error))
  endWith(1)
}
