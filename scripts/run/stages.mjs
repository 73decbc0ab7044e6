import path from 'node:path'
import { cacheDir, root } from '../lib/paths.mjs'
import { readJson } from '../lib/json-file.mjs'
import { packageReport, reportsOfRoot } from './package-report.mjs'
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

/** No stage takes this long unless it hangs; end-to-end tests take 10 min on a computer of its own. */
export const stageLimitMs = 25 * 60_000

/** @param {string} name */
const reportFile = (name) => path.join(cacheDir, 'reports', `${name}.json`)

/**
 * @param {string} name
 * @param {Stage['parts']} [parts]
 * @returns {Stage & Required<Pick<Stage, 'report'>>}
 */
const vitest = (name, parts) => ({
  name,
  script: `test:${name}`,
  args: ['--reporter=default', '--reporter=json', `--outputFile.json=${reportFile(name)}`],
  env: {},
  ...(parts ? { parts } : {}),
  report: { file: reportFile(name), read: readVitestReport },
})

/** @type {Stage} */
const packages = {
  name: 'package',
  script: 'test:package',
  args: [],
  env: {},
  report: { file: packageReport, read: readCounts },
}

export const systemTests = vitest('system')

/**
 * What root may have run already; then only its report is read.
 * @param {Stage} stage
 * @param {keyof typeof reportsOfRoot} name
 * @returns {Stage}
 */
function unlessDone(stage, name) {
  const file = process.env[reportsOfRoot[name]]
  return file === undefined ? stage : { ...stage, done: true, report: { file, read: readCounts } }
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
  unlessDone(systemTests, 'system'),
  unlessDone(packages, 'package'),
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
