import { spawnSync } from 'node:child_process'
import { existsSync, realpathSync } from 'node:fs'
import path from 'node:path'
import { cacheDir, root } from '../lib/paths.mjs'

// Type check against Electron 25. Without its types the compiler would quietly take today's.

const types = path.join(cacheDir, 'electron-25-types/node_modules')
for (const file of ['electron/electron.d.ts', '@types/node/index.d.ts']) {
  if (!existsSync(path.join(types, file))) {
    console.error(`${path.join(types, file)} is missing; run: node scripts/setup/main.mjs test`)
    process.exit(1)
  }
}

const tsc = path.join(root, 'node_modules/.bin/tsc')
const project = path.join(root, 'electron/tsconfig.electron25.json')
const result = spawnSync(tsc, ['-p', project, '--listFiles'], { cwd: root, encoding: 'utf8' })
const lines = result.stdout.split('\n')
const files = lines.filter((line) => line.startsWith('/') && !line.includes('error TS'))
console.log(lines.filter((line) => !files.includes(line)).join('\n') + result.stderr)

// The compiler names files by their real paths.
const real = realpathSync(types)
const newer = files.filter(
  (file) => /node_modules\/(electron|@types\/node)\//.test(file) && !file.startsWith(real),
)
if (newer.length > 0) console.error(`read types that are not Electron 25's: ${newer[0]}`)
process.exitCode = result.status === 0 && newer.length === 0 ? 0 : 1
