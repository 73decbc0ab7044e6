/**
 * ms after which what waits for calm is done all the same. A guest's firmware takes longer than that
 * before it looks at its network.
 */
const LONGEST_WAIT_MS = 400

/**
 * The starts that are under way. Starting a process holds up Node until the kernel has found time
 * for the new one, which is long while twenty QEMUs boot: what a start does not need waits until none
 * is under way.
 */
export class Launches {
  #count = 0
  readonly #waiting = new Set<() => void>()

  async during<T>(launch: () => Promise<T>): Promise<T> {
    this.#count += 1
    try {
      return await launch()
    } finally {
      this.#count -= 1
      if (this.#count === 0) for (const go of [...this.#waiting]) go()
    }
  }

  /** Resolves when no start is under way, or after a while. */
  async calm(): Promise<void> {
    if (this.#count === 0) return
    await new Promise<void>((resolve) => {
      const go = (): void => {
        clearTimeout(timer)
        this.#waiting.delete(go)
        resolve()
      }
      const timer = setTimeout(go, LONGEST_WAIT_MS)
      this.#waiting.add(go)
    })
  }
}
