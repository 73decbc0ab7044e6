/**
 * ms after which what waits for calm is done all the same. A guest's firmware takes longer than that
 * before it looks at its network.
 */
const LONGEST_CALM_MS = 2_000
/** ms that a start waits for others that are being prepared; preparing one takes some. */
const LONGEST_READY_MS = 150

/** Resolves when it is told to, or after a while. */
class Waiting {
  readonly #go = new Set<() => void>()

  wait(timeoutMs: number): Promise<void> {
    return new Promise((resolve) => {
      const go = (): void => {
        clearTimeout(timer)
        this.#go.delete(go)
        resolve()
      }
      const timer = setTimeout(go, timeoutMs)
      this.#go.add(go)
    })
  }

  end(): void {
    for (const go of [...this.#go]) go()
  }
}

/**
 * The starts that are under way. Starting a process holds up Node until the kernel has found time
 * for the new one, which is long while other QEMUs boot. So those that are started together are
 * prepared together before the first QEMU boots, and what none of them needs waits until all run.
 */
export class Launches {
  #running = 0
  #preparing = 0
  readonly #calm = new Waiting()
  readonly #ready = new Waiting()

  /** `ready` is to be awaited before the QEMU of this start is spawned. */
  async during<T>(launch: (ready: () => Promise<void>) => Promise<T>): Promise<T> {
    let isPreparing = true
    const prepared = (): void => {
      if (!isPreparing) return
      isPreparing = false
      this.#preparing -= 1
      if (this.#preparing === 0) this.#ready.end()
    }
    this.#running += 1
    this.#preparing += 1
    try {
      return await launch(async () => {
        prepared()
        if (this.#preparing > 0) await this.#ready.wait(LONGEST_READY_MS)
      })
    } finally {
      prepared()
      this.#running -= 1
      if (this.#running === 0) this.#calm.end()
    }
  }

  /** Resolves when no start is under way, or after a while. */
  async calm(): Promise<void> {
    if (this.#running > 0) await this.#calm.wait(LONGEST_CALM_MS)
  }
}
