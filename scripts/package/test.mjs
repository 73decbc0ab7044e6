// Makes packages of what is built in dist/ and tests them; `npm test` runs it as its stage "package".
// As root, scripts/run/as-root.mjs runs test-as-root.mjs instead.
import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { which } from '../lib/command.mjs'
import { endWith } from '../lib/end.mjs'
import { writeJson } from '../lib/json-file.mjs'
import { root } from '../lib/paths.mjs'
import { packageReport, windowReport } from '../run/package-report.mjs'
import { appId, manifest, outDir } from './identity.mjs'
import { buildAndInspect } from './inspect/build-and-inspect.mjs'
import { Checks } from './inspect/check.mjs'
import { notInstalled } from './inspect/may-install.mjs'

const checks = new Checks()
const made = await buildAndInspect(checks, { hasDpkg: which('dpkg-deb') !== undefined })
if (made) {
  const window = fileURLToPath(new URL('window.mjs', import.meta.url))
  const executable = path.join(made.unpacked, manifest.name)
  const entry = path.join(outDir, `${appId}.desktop`)
  const { status } = spawnSync(process.execPath, [window, executable, entry], { stdio: 'inherit' })
  checks.addWindow(windowReport(root), status)
}
checks.skip('the package is installed and removed', notInstalled() ?? 'it needs root')
writeJson(packageReport, checks.counts)
endWith(checks.counts.failed === 0 ? 0 : 1)
