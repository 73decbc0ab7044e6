import { availableParallelism } from 'node:os'
import { checks } from './checks.mjs'
import { run } from './run.mjs'

// Runs all static checks, as many at once as there are processors, and prints each one's result and
// time; what a failed one said follows. `npm run lint -- NAME…` runs only those.

const wanted = process.argv.slice(2)
const unknown = wanted.filter((name) => !checks.some((check) => check.name === name))
if (unknown.length > 0) {
  console.error(`lint: no check is called ${unknown.join(', ')}; there are`)
  console.error(`  ${checks.map((check) => check.name).join(', ')}`)
  process.exit(2)
}

const queue = checks.filter((check) => wanted.length === 0 || wanted.includes(check.name))
const total = queue.length
let failed = 0

async function worker() {
  for (let check = queue.shift(); check !== undefined; check = queue.shift()) {
    const { ok, output, ms } = await run(check)
    if (!ok) failed++
    console.log(`${ok ? 'ok    ' : 'FAILED'}  ${check.name}  ${(ms / 1000).toFixed(1)} s`)
    if (!ok) console.log(output.replace(/^/gm, '        '))
  }
}
await Promise.all(Array.from({ length: Math.min(availableParallelism(), total) }, worker))
console.log(`lint: ${total - failed} of ${total} checks passed`)
process.exitCode = failed === 0 ? 0 : 1
