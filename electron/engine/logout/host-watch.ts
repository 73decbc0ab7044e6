import type { Logger } from '../../platform/logger.ts'
import { Inhibitor } from './inhibitor.ts'
import { type HostSignal, listenToLogin1 } from './login1-signals.ts'

interface HostWatchOptions {
  readonly env: NodeJS.ProcessEnv
  readonly logger: Logger
  /** Before the computer is switched off; logind waits until it has settled, or not so long. */
  readonly leave: () => Promise<unknown>
  /** The computer stays on after all. */
  readonly calledOff: () => void
  /** After the computer has slept. */
  readonly woke: () => Promise<unknown>
  readonly listening?: () => void
}

/**
 * What this computer is about to do to the guests that run. Nothing is held and nothing is listened
 * to while none does.
 */
export class HostWatch {
  readonly #options: HostWatchOptions
  readonly #inhibitor: Inhibitor
  #guestsRun = false
  #listener: Promise<{ close(): Promise<void> }> | null = null
  #leaving = false
  /** The computer is said to go down. */
  #goingDown = false

  constructor(options: HostWatchOptions) {
    this.#options = options
    this.#inhibitor = new Inhibitor(options)
  }

  /** To be told whenever it may have changed. */
  guestsRun(run: boolean): void {
    if (run === this.#guestsRun) return
    this.#guestsRun = run
    if (run) this.#begin()
    else void this.#end()
  }

  /** Lets go of everything. */
  async close(): Promise<void> {
    this.#guestsRun = false
    this.#leaving = false
    this.#goingDown = false
    await this.#end()
  }

  #begin(): void {
    const { logger } = this.#options
    void this.#inhibitor.hold()
    this.#listener ??= listenToLogin1({
      ...this.#options,
      heard: (signal) => void this.#heard(signal),
    })
    this.#listener.catch((error: unknown) => {
      logger.debug('logind is not heard', { error: String(error) })
    })
  }

  async #end(): Promise<void> {
    // The one who leaves releases the lock himself, when all is done.
    if (this.#leaving) return
    // Nobody else tells that it is called off.
    if (this.#goingDown) return this.#inhibitor.release()
    const listener = this.#listener
    this.#listener = null
    const closed = listener?.then((listening) => listening.close()).catch(() => {})
    await Promise.all([this.#inhibitor.release(), closed])
  }

  async #heard({ about, before }: HostSignal): Promise<void> {
    const { leave, calledOff, logger, woke } = this.#options
    if (about === 'sleep') {
      if (before) return
      await woke().catch((error: unknown) => logger.warn('after sleep', { error }))
      return
    }
    this.#goingDown = before
    if (!before) {
      calledOff()
      // What still runs is to be waited for again.
      return this.#guestsRun ? this.#inhibitor.hold() : this.#end()
    }
    if (this.#leaving) return
    this.#leaving = true
    try {
      await leave()
    } catch (error) {
      logger.error('leaving the guests failed', { error })
    }
    this.#leaving = false
    if (!this.#guestsRun) await this.#end()
    else if (this.#goingDown) await this.#inhibitor.release()
  }
}
