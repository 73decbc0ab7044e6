// Drives the packaged app's window: node scripts/package/window.mjs EXECUTABLE DESKTOP-ENTRY [HOME]
// HOME is an empty directory that is kept; without it there is one for the test.
import { spawnSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import path from 'node:path'
import { root } from '../lib/paths.mjs'
import { windowReport } from '../run/package-report.mjs'

const [executable = '', entry = '', home] = process.argv.slice(2)
const report = windowReport(root)
rmSync(report, { force: true })
const { status } = spawnSync(
  process.execPath,
  [
    path.join(root, 'node_modules/@playwright/test/cli.js'),
    ...['test', '--config', path.join(root, 'e2e/packaged/playwright.config.ts')],
    '--reporter=list,json',
  ],
  {
    cwd: root,
    stdio: 'inherit',
    env: {
      ...process.env,
      PLAYWRIGHT_JSON_OUTPUT_FILE: report,
      GUESTHOUSE_PACKAGED: executable,
      GUESTHOUSE_PACKAGED_ENTRY: entry,
      ...(home === undefined ? {} : { GUESTHOUSE_PACKAGED_HOME: home }),
    },
  },
)
process.exitCode = status ?? 1
