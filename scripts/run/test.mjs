import { rmSync } from 'node:fs'
import path from 'node:path'
import { say, seconds } from '../lib/console.mjs'
import { root } from '../lib/paths.mjs'
import { readProblems } from '../setup/problems.mjs'
import { runChild } from './child.mjs'
import { endLeftOver } from './left-over.mjs'
import { withOwnSession } from './session.mjs'
import { stageCommand, stageLimitMs, stages } from './stages.mjs'
import { messageOf } from '../lib/errors.mjs'

/** @typedef {import('./reports.mjs').Counts} Counts */
/** @typedef {import('./stages.mjs').Stage} Stage */
/** @typedef {Counts & { notes: string[] }} Outcome */

/** @param {string} note @returns {Outcome} */
const oneFailure = (note) => ({ passed: 0, failed: 1, skips: [], notes: [note] })

/**
 * What a stage's end means. A stage that says it went wrong, but names no test for it, has failed;
 * so has one that ran nothing.
 * @param {Stage} stage
 * @param {import('./child.mjs').Exit} exit
 * @returns {Outcome}
 */
function outcomeOf({ name, parts = {}, report }, { code, signal }) {
  const how = signal ? `was ended by ${signal}` : `ended with exit code ${code}`
  if (!report) {
    if (code !== 0) return oneFailure(`${name} ${how}`)
    return { passed: 1, failed: 0, skips: [], notes: [] }
  }
  const counts = report.read(report.file)
  if (!counts) return oneFailure(`${name} ${how} and left no report`)
  if (counts.passed + counts.failed === 0) {
    const why = counts.skips.length > 0 ? ': all are skipped' : ''
    return { ...counts, failed: 1, notes: [`${name} ran no test${why}`] }
  }
  const files = (counts.ranFiles ?? []).map((file) => path.relative(root, file))
  const empty = Object.keys(parts).filter((part) => !files.some((file) => parts[part]?.test(file)))
  if (empty.length > 0) {
    const notes = empty.map((part) => `${name} ran no test of "${part}"`)
    const failed = counts.failed + notes.length
    return { ...counts, failed, notes: [...(counts.failures ?? []), ...notes] }
  }
  if (code !== 0 && counts.failed === 0) {
    return { ...counts, failed: 1, notes: [`${name} ${how} although no test failed`] }
  }
  return { ...counts, notes: counts.failures ?? [] }
}

/**
 * @param {Stage} stage
 * @param {NodeJS.ProcessEnv} sessionEnv
 * @returns {Promise<Outcome>}
 */
async function runStage(stage, sessionEnv) {
  if (stage.done) return outcomeOf(stage, { code: 0, signal: null })
  const command = stageCommand(stage)
  if (command === undefined) return oneFailure(`package.json has no script "${stage.script}"`)
  if (stage.report) rmSync(stage.report.file, { force: true })
  const env = {
    ...sessionEnv,
    ...stage.env,
    PATH: [
      path.join(root, 'node_modules', '.bin'),
      path.dirname(process.execPath),
      sessionEnv['PATH'],
    ].join(':'),
  }
  const options = { cwd: root, env, wholeGroup: true, limitMs: stageLimitMs }
  return outcomeOf(stage, await runChild('/bin/sh', ['-c', command], options))
}

/** @param {string} name @param {Outcome} outcome @param {string} time */
function sayOutcome(name, { passed, failed, skips, notes }, time) {
  const line = `${passed} passed, ${failed} failed, ${skips.length} skipped`
  say(`  ${name.padEnd(12)} ${line.padEnd(36)} ${time}`)
  for (const note of notes) say(`    failed: ${note}`)
  for (const { name: title, reason } of skips) say(`    skipped: ${title} (${reason})`)
}

/**
 * Runs every stage, whatever the ones before it came to. The last line printed is the counts.
 * @returns {Promise<number>} exit code: 0 where nothing failed
 */
export async function test() {
  const started = Date.now()
  /** @type {{ name: string, outcome: Outcome, time: string }[]} */
  const results = readProblems().map(({ step, message }) => ({
    name: 'set-up',
    outcome: oneFailure(`${step}: ${message.split('\n')[0]}`),
    time: '',
  }))
  let interrupted = false
  const interrupt = () => {
    interrupted = true
  }
  process.on('SIGINT', interrupt)
  process.on('SIGTERM', interrupt)
  process.on('SIGHUP', interrupt)
  const addLeftOver = async (/** @type {string} */ dir) => {
    const notes = (await endLeftOver(dir)).map((line) => `left over, and ended now: ${line}`)
    if (notes.length === 0) return
    const outcome = { passed: 0, failed: notes.length, skips: [], notes }
    results.push({ name: 'left over', outcome, time: '' })
  }
  await withOwnSession(async (env, dir) => {
    for (const stage of stages) {
      if (interrupted) break
      say(`\n=== ${stage.name} ===`)
      const stageStarted = Date.now()
      const outcome = await runStage(stage, env)
      results.push({ name: stage.name, outcome, time: seconds(Date.now() - stageStarted) })
    }
    await addLeftOver(dir)
  }).catch((error) => {
    const note = messageOf(error)
    results.push({ name: 'session', outcome: oneFailure(note), time: '' })
  })
  if (interrupted) {
    results.push({ name: 'run', outcome: oneFailure('it was interrupted'), time: '' })
  }
  say(`\n=== all, in ${seconds(Date.now() - started)} ===`)
  const total = { passed: 0, failed: 0, skipped: 0 }
  for (const { name, outcome, time } of results) {
    sayOutcome(name, outcome, time)
    total.passed += outcome.passed
    total.failed += outcome.failed
    total.skipped += outcome.skips.length
  }
  say(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`)
  return total.failed === 0 ? 0 : 1
}
