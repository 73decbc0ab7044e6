// Makes the packages and tests them: node scripts/package/test.mjs
// `npm test` runs it as its stage "package". As root scripts/run/package-as-root.mjs does, which also
// installs and removes them.
import { spawnSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import path from 'node:path'
import { which } from '../lib/command.mjs'
import { warn } from '../lib/console.mjs'
import { messageOf } from '../lib/errors.mjs'
import { root } from '../lib/paths.mjs'
import { packageReport, windowReport } from '../run/package-report.mjs'
import { readPlaywrightReport } from '../run/reports.mjs'
import { writeJson } from '../lib/json-file.mjs'
import { manifest, outDir, appId } from './identity.mjs'
import { Checks } from './inspect/check.mjs'
import { buildAndInspect } from './inspect/build-and-inspect.mjs'

const checks = new Checks()

/** Drives the unpacked app's window. @param {string} unpacked */
function testWindow(unpacked) {
  rmSync(windowReport(root), { force: true })
  const config = path.join(root, 'e2e/packaged/playwright.config.ts')
  const cli = path.join(root, 'node_modules/@playwright/test/cli.js')
  spawnSync(process.execPath, [cli, 'test', '--config', config, '--reporter=list,json'], {
    cwd: root,
    stdio: 'inherit',
    env: {
      ...process.env,
      PLAYWRIGHT_JSON_OUTPUT_FILE: windowReport(root),
      GUESTHOUSE_PACKAGED: path.join(unpacked, manifest.name),
      GUESTHOUSE_PACKAGED_ENTRY: path.join(outDir, `${appId}.desktop`),
    },
  })
  const counts = readPlaywrightReport(windowReport(root))
  if (!counts) throw new Error('the tests of the window left no report')
  checks.add(counts)
}

try {
  const made = await buildAndInspect(checks, { hasDpkg: which('dpkg-deb') !== undefined })
  if (made) {
    await checks.check('the window’s tests ran', () => testWindow(made.unpacked))
    checks.skip(
      'the package is installed and removed',
      'that is done as root, where CI or GUESTHOUSE_INSTALL_PACKAGE=1 says that it may be',
    )
  }
} catch (error) {
  warn(messageOf(error))
  checks.counts.failed++
}
writeJson(packageReport, checks.counts)
process.exitCode = checks.counts.failed === 0 ? 0 : 1
