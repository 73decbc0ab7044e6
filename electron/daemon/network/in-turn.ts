/** Runs one thing at a time, in the order in which they came. */
export class InTurn {
  #last: Promise<unknown> = Promise.resolve()

  run<T>(task: () => Promise<T>): Promise<T> {
    const done = this.#last.then(task)
    this.#last = done.catch(() => {})
    return done
  }

  /**
   * What is to be run again and again: called while it waits for its turn, it is run once, because
   * that run sees all that has happened until then. Who makes things happen in a loop makes no queue.
   */
  repeatable(task: () => Promise<void>, failed: (error: unknown) => void): () => void {
    let waits = false
    return () => {
      if (waits) return
      waits = true
      this.run(() => {
        waits = false
        return task()
      }).catch(failed)
    }
  }

  /** Resolves when all that was asked for is done. */
  async settled(): Promise<void> {
    await this.#last
  }
}
