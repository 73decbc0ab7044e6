import { rmSync } from 'node:fs'
import { say } from '../lib/console.mjs'
import { root } from '../lib/paths.mjs'
import { giveToOwner } from '../setup/ownership.mjs'
import { runChild } from './child.mjs'
import { stageCommand, stageLimitMs, systemTests } from './stages.mjs'

/**
 * The tests of the system daemon: they take on other accounts and make network namespaces.
 * @returns {Promise<import('./reports.mjs').Counts>}
 */
export async function testSystem() {
  const { report } = systemTests
  rmSync(report.file, { force: true })
  say('\n=== system, as root ===')
  try {
    const command = stageCommand(systemTests) ?? 'false'
    const PATH = `${root}/node_modules/.bin:${process.env['PATH'] ?? '/usr/sbin:/usr/bin:/sbin:/bin'}`
    const options = {
      cwd: root,
      env: { ...process.env, PATH },
      wholeGroup: true,
      limitMs: stageLimitMs,
    }
    const { code } = await runChild('/bin/sh', ['-c', command], options)
    const counts = report.read(report.file)
    if (counts && (code === 0 || counts.failed > 0)) return counts
    const failures = [`system ended with exit code ${code}`]
    return { passed: 0, skips: [], ...counts, failed: 1, failures }
  } finally {
    giveToOwner()
  }
}
