import path from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { readJson } from '../lib/json-file.mjs'

/**
 * @typedef {{ name: string, reason: string }} Skip
 * @typedef {{ passed: number, failed: number, skips: Skip[], failures?: string[], ranFiles?: string[] }} Counts
 * failures: what each was, on one line; ranFiles: absolute, those with at least one test that was
 * not skipped
 */

/** @param {string | undefined} message as a runner wrote it, with colours and a stack */
const firstLine = (message = '') =>
  (stripVTControlCharacters(message).trim().split('\n')[0] ?? '').slice(0, 200)

/** @param {string} title @param {string | undefined} message */
const failure = (title, message) => [title, firstLine(message)].filter(Boolean).join(': ')

/**
 * Counts out of Vitest's JSON report, or undefined where it wrote none.
 * @param {string} file
 * @returns {Counts | undefined}
 */
export function readVitestReport(file) {
  const report = readJson(file)
  if (!Array.isArray(report?.testResults)) return undefined
  /** @type {Counts} */
  const counts = { passed: 0, failed: 0, skips: [] }
  /** @type {string[]} */
  const ranFiles = []
  /** @type {string[]} */
  const failures = []
  for (const suite of report.testResults) {
    const failuresBefore = failures.length
    const suiteFile = path.basename(String(suite.name))
    const passedBefore = counts.passed
    for (const test of suite.assertionResults ?? []) {
      if (test.status === 'passed') counts.passed++
      else if (test.status === 'failed')
        failures.push(failure(`${suiteFile} › ${test.fullName}`, test.failureMessages?.[0]))
      else counts.skips.push({ name: test.fullName, reason: skipReason(test) })
    }
    // A file that cannot even be loaded fails without a test in it.
    if (suite.status === 'failed' && failures.length === failuresBefore)
      failures.push(failure(suiteFile, suite.message))
    if (counts.passed > passedBefore || failures.length > failuresBefore)
      ranFiles.push(String(suite.name))
  }
  return { ...counts, failed: failures.length, failures, ranFiles }
}

/** @param {{ meta?: { skipReason?: unknown }, status: string }} test */
const skipReason = ({ meta, status }) =>
  typeof meta?.skipReason === 'string' ? meta.skipReason : `${status}, no reason given`

/**
 * Counts out of Playwright's JSON report, or undefined where it wrote none. A test that passed
 * only when it was tried again counts as failed.
 * @param {string} file
 * @returns {Counts | undefined}
 */
export function readPlaywrightReport(file) {
  const report = readJson(file)
  if (!Array.isArray(report?.suites)) return undefined
  /** @type {Counts} */
  const counts = { passed: 0, failed: 0, skips: [] }
  /** @type {string[]} */
  const failures = []
  /** @param {any} suite @param {string} prefix */
  const visit = (suite, prefix) => {
    const title = [prefix, suite.title].filter(Boolean).join(' › ')
    for (const inner of suite.suites ?? []) visit(inner, title)
    for (const spec of suite.specs ?? []) {
      for (const test of spec.tests ?? []) {
        if (test.status === 'expected') counts.passed++
        else if (test.status === 'skipped') {
          const skip = test.annotations?.find((/** @type {any} */ a) =>
            /^(skip|fixme)$/.test(a.type),
          )
          const reason = skip
            ? (skip.description ?? 'no reason given')
            : 'not run, because one before it failed'
          counts.skips.push({ name: `${title} › ${spec.title}`, reason })
        } else {
          const failed = test.results?.find((/** @type {any} */ result) => result.error)
          failures.push(failure(`${title} › ${spec.title}`, failed?.error.message))
        }
      }
    }
  }
  for (const suite of report.suites) visit(suite, '')
  // Errors outside of any test: a spec that does not load, a set-up that throws.
  if (failures.length === 0)
    for (const error of report.errors ?? [])
      failures.push(failure('outside of any test', error.message))
  return { ...counts, failed: failures.length, failures }
}

/**
 * Counts that one of our own scripts wrote down, or undefined where it wrote none.
 * @param {string} file
 * @returns {Counts | undefined}
 */
export function readCounts(file) {
  const counts = readJson(file)
  return Array.isArray(counts?.skips) ? counts : undefined
}
