// Prepares a checkout: node scripts/setup/main.mjs start | test | bench
// Node's built-in modules only: node_modules may not be there yet.
import { say, seconds, warn } from '../lib/console.mjs'
import { messageOf } from '../lib/errors.mjs'
import { build } from './build.mjs'
import { daemonAccounts } from './daemon-accounts.mjs'
import { dependencies } from './dependencies.mjs'
import { electronTypes } from './electron-types.mjs'
import { electron, sandbox, warnOfFallback } from './electron.mjs'
import { againUnderLock, holdsLock } from './lock.mjs'
import { giveToOwner } from './ownership.mjs'
import { writeProblems } from './problems.mjs'
import { runAccount } from './run-account.mjs'
import { Problem } from './step.mjs'
import { systemPackages } from './system-packages.mjs'
import { testGuest } from './test-guest.mjs'

const oldestNode = 20

/** @typedef {import('./step.mjs').Step} Step */
/** @typedef {'start' | 'test' | 'bench'} Purpose bench: as for tests, without the guest with systemd */

/** @param {Purpose} purpose @returns {readonly Step[]} in the order in which they need each other */
const stepsFor = (purpose) => [
  runAccount,
  systemPackages(purpose === 'start' ? 'start' : 'test'),
  ...(purpose === 'test' ? [daemonAccounts] : []),
  dependencies,
  electron,
  sandbox,
  ...(purpose === 'start' ? [] : [electronTypes]),
  build,
  ...(purpose === 'start' ? [] : [testGuest('cloud'), testGuest('full')]),
  ...(purpose === 'test' ? [testGuest('system')] : []),
]

/**
 * @param {Step} step
 * @returns {Promise<Problem | undefined>}
 */
async function carryOut(step) {
  const reason = await step.pending()
  if (reason === undefined) return undefined
  say(`  ${step.name}: ${reason}`)
  const started = Date.now()
  try {
    await step.run()
    say(`  ${step.name}: done (${seconds(Date.now() - started)})`)
    return undefined
  } catch (error) {
    const problem =
      error instanceof Problem
        ? error
        : new Problem(error instanceof Error ? (error.stack ?? error.message) : String(error), '')
    warn(`  ${step.name}: failed\n    ${problem.message}`)
    if (problem.mend) warn(`    ${problem.mend}`)
    return problem
  }
}

/**
 * For tests a failed step stops nothing that can go on without it: the run counts it as failed.
 * @param {Purpose} purpose
 * @returns {Promise<number>} exit code
 */
async function carryOutAll(purpose) {
  say(`Setting up for ${purpose}:`)
  const started = Date.now()
  /** @type {{ step: string, message: string }[]} */
  const problems = []
  let stopped = false
  try {
    for (const step of stepsFor(purpose)) {
      const problem = await carryOut(step)
      if (!problem) continue
      problems.push({ step: step.name, message: problem.message })
      const withoutPackages = step === dependencies || step === runAccount
      if (problem.fatal && (purpose === 'start' || withoutPackages)) {
        stopped = true
        break
      }
    }
    if (purpose !== 'start') writeProblems(problems)
  } finally {
    giveToOwner()
  }
  if (stopped) {
    warn('The set-up could not be finished; see above for what to do.')
    if (purpose === 'test') say('0 passed, 1 failed, 0 skipped')
    return 1
  }
  say(
    `Set-up ${problems.length > 0 ? 'ended with problems' : 'done'} (${seconds(Date.now() - started)})`,
  )
  return 0
}

/** @param {Purpose} purpose */
async function nothingPending(purpose) {
  for (const step of stepsFor(purpose)) if ((await step.pending()) !== undefined) return false
  return true
}

async function main() {
  const purpose = process.argv[2]
  if (purpose !== 'start' && purpose !== 'test' && purpose !== 'bench') {
    warn('Usage: node scripts/setup/main.mjs start | test | bench')
    return 2
  }
  const major = Number(process.versions.node.split('.')[0])
  if (major < oldestNode) {
    warn(
      `Node ${process.versions.node} is too old. Install Node ${oldestNode} or newer, then try again.`,
    )
    return 1
  }
  // What root makes has to be readable for the ordinary account that runs it.
  process.umask(0o022)
  if (holdsLock()) return carryOutAll(purpose)
  const started = Date.now()
  if (await nothingPending(purpose)) {
    if (purpose !== 'start') writeProblems([])
    giveToOwner()
    say(`Set-up: everything is in place (${seconds(Date.now() - started)})`)
  } else {
    const code = againUnderLock()
    if (code !== 0) return code
  }
  warnOfFallback()
  return 0
}

try {
  process.exitCode = await main()
} catch (error) {
  warn(messageOf(error))
  process.exitCode = 1
}
