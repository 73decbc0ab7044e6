import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { root } from '../../scripts/lib/paths.mjs'
import { benchAppCost } from './app-cost.ts'
import { benchConcurrentStarts } from './concurrent-starts.ts'
import { benchConsoleFrames } from './console-frames.ts'
import { benchFirstPaint } from './first-paint.ts'
import { benchKeystroke } from './keystroke.ts'
import { benchList } from './list.ts'
import { type BenchOptions, type Row, table } from './row.ts'
import { benchSaveRestore } from './save-restore.ts'
import { benchSoak } from './soak.ts'
import { benchStart } from './start.ts'

const benches: Readonly<Record<string, (options: BenchOptions) => Promise<Row[]>>> = {
  start: benchStart,
  'concurrent-starts': benchConcurrentStarts,
  'save-restore': benchSaveRestore,
  'app-cost': benchAppCost,
  'first-paint': benchFirstPaint,
  'console-frames': benchConsoleFrames,
  keystroke: benchKeystroke,
  soak: benchSoak,
  list: benchList,
}

const { values } = parseArgs({ options: { only: { type: 'string' }, quick: { type: 'boolean' } } })
const names = values.only === undefined ? Object.keys(benches) : [values.only]
const rows: Row[] = []
for (const name of names) {
  const bench = benches[name]
  if (bench === undefined) {
    throw new Error(`No benchmark is named ${name}. There are: ${Object.keys(benches).join(', ')}.`)
  }
  process.stderr.write(`${name} …\n`)
  rows.push(...(await bench({ quick: values.quick ?? false })))
}
process.stdout.write(`${table(rows)}\n`)
await writeFile(join(root, 'bench.json'), `${JSON.stringify(rows, null, 2)}\n`)
process.exitCode = rows.every(({ ok }) => ok) ? 0 : 1
