/** Runs one thing at a time, in the order in which they came. */
export class InTurn {
  #last: Promise<unknown> = Promise.resolve()

  run<T>(task: () => Promise<T>): Promise<T> {
    const done = this.#last.then(task)
    this.#last = done.catch(() => {})
    return done
  }

  /** Resolves when all that was asked for is done. */
  async settled(): Promise<void> {
    await this.#last
  }
}
