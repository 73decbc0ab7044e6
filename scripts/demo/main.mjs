// Runs the demo (e2e/demo) and prints what it saw as one line of JSON.
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { root } from '../lib/paths.mjs'

const { status } = spawnSync(
  process.execPath,
  [
    path.join(root, 'node_modules/@playwright/test/cli.js'),
    'test',
    ...['--config', path.join(root, 'e2e/demo/playwright.config.ts')],
  ],
  { cwd: root, stdio: 'inherit' },
)
try {
  process.stdout.write(readFileSync(path.join(root, 'demo-out/demo.json'), 'utf8'))
} catch (error) {
  process.stderr.write(`The demo left no result: ${String(error)}\n`)
}
process.exitCode = status ?? 1
