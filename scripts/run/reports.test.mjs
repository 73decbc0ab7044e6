import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readPlaywrightReport, readVitestReport } from './reports.mjs'

/** @type {string} */
let file

beforeEach(() => {
  file = path.join(mkdtempSync(path.join(tmpdir(), 'gh-reports-')), 'report.json')
})

afterEach(() => rmSync(path.dirname(file), { recursive: true }))

/** @param {unknown} report */
const write = (report) => writeFileSync(file, JSON.stringify(report))

describe('a report of Vitest', () => {
  it('names what failed, with the first line of why', () => {
    write({
      testResults: [
        {
          name: '/a/one.test.ts',
          status: 'failed',
          assertionResults: [
            { status: 'passed', fullName: 'well' },
            {
              status: 'failed',
              fullName: 'adds up',
              failureMessages: ['\u001b[31mexpected 1 to be 2\u001b[39m\n  at one.test.ts'],
            },
          ],
        },
        {
          name: '/a/two.test.ts',
          status: 'failed',
          message: 'no such module',
          assertionResults: [],
        },
      ],
    })
    expect(readVitestReport(file)).toEqual({
      passed: 1,
      failed: 2,
      skips: [],
      failures: ['one.test.ts › adds up: expected 1 to be 2', 'two.test.ts: no such module'],
      ranFiles: ['/a/one.test.ts', '/a/two.test.ts'],
    })
  })

  it('that was not written says so', () => {
    expect(readVitestReport(file)).toBeUndefined()
  })
})

describe('a report of Playwright', () => {
  it('counts what passed only when it was tried again as failed', () => {
    const results = [{ error: { message: 'no button\nat' } }, {}]
    const specs = [{ title: 'opens', tests: [{ status: 'flaky', results }] }]
    write({ suites: [{ title: 'window.spec.ts', specs }] })
    expect(readPlaywrightReport(file)).toMatchObject({
      passed: 0,
      failed: 1,
      failures: ['window.spec.ts › opens: no button'],
    })
  })

  it('counts what failed outside of any test', () => {
    write({ suites: [], errors: [{ message: 'set-up threw' }] })
    expect(readPlaywrightReport(file)).toMatchObject({
      failed: 1,
      failures: ['outside of any test: set-up threw'],
    })
  })
})
