import { say, seconds } from '../../lib/console.mjs'
import { messageOf } from '../../lib/errors.mjs'
import { readPlaywrightReport } from '../../run/reports.mjs'

/**
 * @typedef {{ name: string, run: () => unknown }} Check
 * run: throws, or rejects, with what is wrong
 * @typedef {import('../../run/reports.mjs').Counts} Counts
 */

/** What is checked, one after the other, and what came of it. */
export class Checks {
  /** @type {Counts} */
  counts = { passed: 0, failed: 0, skips: [] }

  /** @param {string} name @param {Check['run']} run @returns {Promise<boolean>} whether it is right */
  async check(name, run) {
    const started = Date.now()
    try {
      await run()
      this.counts.passed++
      say(`ok      ${name}  ${seconds(Date.now() - started)}`)
      return true
    } catch (error) {
      this.counts.failed++
      say(`FAILED  ${name}  ${seconds(Date.now() - started)}`)
      say(messageOf(error).replace(/^/gm, '        '))
      return false
    }
  }

  /** @param {readonly Check[]} checks */
  async all(checks) {
    for (const { name, run } of checks) await this.check(name, run)
  }

  /** @param {string} name @param {string} reason */
  skip(name, reason) {
    this.counts.skips.push({ name, reason })
    say(`skipped ${name}: ${reason}`)
  }

  /**
   * Takes in what Playwright counted.
   * @param {string} report @param {number | null} status its exit code
   */
  addWindow(report, status) {
    const counts = readPlaywrightReport(report)
    const passed = counts?.passed ?? 0
    // A run that failed and names no test for it, or that ran none, has failed.
    const failed = counts?.failed || (status === 0 && passed > 0 ? 0 : 1)
    this.counts.passed += passed
    this.counts.failed += failed
    this.counts.skips.push(...(counts?.skips ?? []))
    if (!counts) say('FAILED  the tests of the window left no report')
  }
}

/** @param {unknown} condition @param {string} message */
export function demand(condition, message) {
  if (!condition) throw new Error(message)
}
