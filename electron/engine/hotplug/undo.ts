import type { Logger } from '../../platform/logger.ts'

/** How to take back what was done so far, last first. */
export class Undo {
  readonly #steps: { readonly what: string; readonly run: () => Promise<unknown> }[] = []

  push(what: string, run: () => Promise<unknown>): void {
    this.#steps.push({ what, run })
  }

  /** Takes everything back; what fails is logged, and does not keep the rest from being done. */
  async unwind(logger: Logger): Promise<void> {
    for (const { what, run } of this.#steps.splice(0).reverse()) {
      try {
        await run()
      } catch (error) {
        logger.warn('a change could not be taken back', { what, error })
      }
    }
  }
}
