import type { Logger } from '../platform/logger.ts'

/** Those who are told of changes, in order; one that throws keeps nobody from being told. */
export class Listeners<T> {
  readonly #logger: Logger
  readonly #listeners = new Set<(value: T) => void>()

  constructor(logger: Logger) {
    this.#logger = logger
  }

  /** Gives back what takes the listener away. */
  add(listener: (value: T) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  tell(value: T): void {
    for (const listener of this.#listeners) {
      try {
        listener(value)
      } catch (error) {
        this.#logger.error('a listener failed', { error })
      }
    }
  }

  clear(): void {
    this.#listeners.clear()
  }
}
