/** What set-up and the runners say: one line a step, and why where something failed. */

/** @param {string} text */
export const say = (text) => void process.stdout.write(`${text}\n`)

/** @param {string} text */
export const warn = (text) => void process.stderr.write(`${text}\n`)

/** @param {number} ms */
export const seconds = (ms) => `${(ms / 1000).toFixed(1)} s`

/**
 * A heartbeat for runQuietly: says every ten seconds that the step is still at work.
 * @param {string} what
 * @returns {(elapsedMs: number) => void}
 */
export function progress(what) {
  let last = 0
  return (elapsedMs) => {
    if (elapsedMs - last < 9_500) return
    last = elapsedMs
    say(`    ${what}: ${Math.round(elapsedMs / 1000)} s so far`)
  }
}
