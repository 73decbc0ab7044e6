/**
 * @typedef {{
 *   name: string,
 *   pending: () => string | undefined | Promise<string | undefined>,
 *   run: () => void | Promise<void>,
 * }} Step
 * pending: why the step has something to do, undefined where it has not; asked at every start, so
 * it has to be quick. run throws a Problem where it fails.
 */

/** What failed, and how to mend it. */
export class Problem extends Error {
  /**
   * @param {string} message
   * @param {string} mend
   * @param {{ fatal?: boolean }} [options] fatal: nothing after it makes sense
   */
  constructor(message, mend, { fatal = false } = {}) {
    super(message)
    this.name = 'Problem'
    this.mend = mend
    this.fatal = fatal
  }
}
