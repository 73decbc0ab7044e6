import path from 'node:path'
import { cacheDir, root } from '../lib/paths.mjs'
import { readJson } from '../lib/json-file.mjs'
import { packageReport, reportOfRoot } from './package-report.mjs'
import { readCounts, readPlaywrightReport, readVitestReport } from './reports.mjs'

/**
 * @typedef {{
 *   name: string,
 *   script: string,
 *   args: readonly string[],
 *   env: Readonly<Record<string, string>>,
 *   parts?: Readonly<Record<string, RegExp>>,
 *   done?: boolean,
 *   report?: { file: string, read: (file: string) => import('./reports.mjs').Counts | undefined },
 * }} Stage
 * script: its name in package.json; parts: what has to have run
 * by itself, with the files it is in; done: whether it was run already, and only the report is read; report: absent where the exit code alone tells
 */

/** @param {string} name */
const reportFile = (name) => path.join(cacheDir, 'reports', `${name}.json`)

/** @param {string} name @param {Stage['parts']} [parts] @returns {Stage} */
const vitest = (name, parts) => ({
  name,
  script: `test:${name}`,
  args: ['--reporter=default', '--reporter=json', `--outputFile.json=${reportFile(name)}`],
  env: {},
  ...(parts ? { parts } : {}),
  report: { file: reportFile(name), read: readVitestReport },
})

/** @returns {Stage} */
function packages() {
  const file = process.env[reportOfRoot]
  return {
    name: 'package',
    script: 'test:package',
    args: [],
    env: {},
    done: file !== undefined,
    report: { file: file ?? packageReport, read: readCounts },
  }
}

/** @type {readonly Stage[]} in the order in which they are run, quick ones first */
export const stages = [
  { name: 'lint', script: 'lint', args: [], env: {} },
  // Two of Vitest's projects in one report: neither may be empty.
  vitest('unit', { unit: /^(shared|electron|scripts)\//, renderer: /^renderer\// }),
  vitest('integration'),
  {
    name: 'e2e',
    script: 'test:e2e',
    args: ['--reporter=list,json'],
    env: { PLAYWRIGHT_JSON_OUTPUT_FILE: reportFile('e2e') },
    report: { file: reportFile('e2e'), read: readPlaywrightReport },
  },
  packages(),
]

/** @param {string} text */
const shellQuote = (text) => `'${text.replaceAll("'", "'\\''")}'`

/**
 * The shell command of a script in package.json, as npm would run it.
 * @param {Stage} stage
 * @returns {string | undefined} undefined where package.json has no such script
 */
export function stageCommand({ script, args }) {
  const command = readJson(path.join(root, 'package.json'))?.scripts?.[script]
  return typeof command === 'string'
    ? `exec ${[command, ...args.map(shellQuote)].join(' ')}`
    : undefined
}
