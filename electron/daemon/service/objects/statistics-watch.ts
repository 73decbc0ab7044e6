import type { StatisticsChange } from '../../../../shared/domain/statistics.ts'
import type { Engine, Unsubscribe } from '../../../engine/index.ts'

/** Has guests measured while somebody on the bus watches. */
export class StatisticsWatch {
  readonly #statistics: Engine['statistics']
  readonly #tell: (change: StatisticsChange) => void
  readonly #watchers = new Set<string>()
  #stop: Unsubscribe | null = null

  constructor(statistics: Engine['statistics'], tell: (change: StatisticsChange) => void) {
    this.#statistics = statistics
    this.#tell = tell
  }

  has(uniqueName: string): boolean {
    return this.#watchers.has(uniqueName)
  }

  start(uniqueName: string): void {
    this.#watchers.add(uniqueName)
    this.#stop ??= this.#statistics.onChange(this.#tell)
  }

  stop(uniqueName: string): void {
    this.#watchers.delete(uniqueName)
    if (this.#watchers.size === 0) this.close()
  }

  close(): void {
    this.#stop?.()
    this.#stop = null
  }
}
