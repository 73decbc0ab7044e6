/** So many starts after a crash within WINDOW_MS; one more is not done. */
export const MAX_RESTARTS = 3
export const WINDOW_MS = 5 * 60_000
/** ms before the first, second and third start: what made it crash may need time to pass. */
const PAUSES_MS = [1_000, 3_000, 9_000] as const

/** When a guest that crashed may be started again; a guest that crashes at once is given up. Pure but for its memory. */
export class CrashRestarts {
  readonly #times = new Map<string, number[]>()

  /** ms to wait before the start; null where there were too many. `now` in ms. */
  next(id: string, now: number): number | null {
    const recent = (this.#times.get(id) ?? []).filter((time) => now - time < WINDOW_MS)
    const pause = PAUSES_MS[recent.length]
    if (pause === undefined) {
      this.#times.set(id, recent)
      return null
    }
    this.#times.set(id, [...recent, now])
    return pause
  }

  forget(id: string): void {
    this.#times.delete(id)
  }
}
