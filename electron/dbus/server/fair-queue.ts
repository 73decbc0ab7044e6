/** What may wait and run at the same time. */
export interface QueueLimits {
  /** Calls of one sender, waiting or running. */
  readonly perSender: number
  /** Calls of one sender that run; long operations are among them. */
  readonly runningPerSender: number
  /** Calls in all, waiting or running. */
  readonly inAll: number
  /** Bytes of all the calls that wait. */
  readonly waitingBytes: number
  /** Calls that are begun before what else there is gets its turn. */
  readonly perTurn: number
}

export const usualLimits: QueueLimits = {
  perSender: 128,
  runningPerSender: 32,
  inAll: 4096,
  waitingBytes: 64 * 1024 * 1024,
  perTurn: 16,
}

interface Task {
  readonly bytes: number
  readonly run: () => Promise<void>
}

interface Lane {
  readonly waiting: Task[]
  running: number
}

/**
 * Calls of many senders, begun one of each in turn, so that nobody waits for more than one call of
 * each other sender, however many these have sent.
 */
export class FairQueue {
  readonly #limits: QueueLimits
  readonly #schedule: (turn: () => void) => void
  /** In the order of their turns. */
  readonly #lanes = new Map<string, Lane>()
  #count = 0
  #waitingBytes = 0
  #scheduled = false

  /** `schedule`: calls back when what else there is has had its turn. */
  constructor(limits: QueueLimits, schedule: (turn: () => void) => void = setImmediate) {
    this.#limits = limits
    this.#schedule = schedule
  }

  /** `run` never rejects. False where a limit is reached: the call is not taken. */
  add(sender: string, bytes: number, run: () => Promise<void>): boolean {
    const { perSender, inAll, waitingBytes } = this.#limits
    const lane = this.#lanes.get(sender) ?? { waiting: [], running: 0 }
    if (lane.waiting.length + lane.running >= perSender || this.#count >= inAll) return false
    if (this.#waitingBytes + bytes > waitingBytes) return false
    this.#lanes.set(sender, lane)
    lane.waiting.push({ bytes, run })
    this.#count += 1
    this.#waitingBytes += bytes
    this.#wake()
    return true
  }

  /** Forgets what a sender waits for. */
  drop(sender: string): void {
    const lane = this.#lanes.get(sender)
    if (lane === undefined) return
    this.#count -= lane.waiting.length
    for (const { bytes } of lane.waiting) this.#waitingBytes -= bytes
    lane.waiting.length = 0
    if (lane.running === 0) this.#lanes.delete(sender)
  }

  #wake(): void {
    if (this.#scheduled) return
    this.#scheduled = true
    this.#schedule(() => {
      this.#scheduled = false
      this.#turn()
    })
  }

  #turn(): void {
    for (let begun = 0; begun < this.#limits.perTurn; begun += 1) {
      const ready = this.#nextReady()
      if (ready === null) return
      this.#begin(...ready)
    }
    this.#wake()
  }

  /** The first that waits and may run; its sender then comes last. */
  #nextReady(): [string, Lane, Task] | null {
    for (const [sender, lane] of this.#lanes) {
      if (lane.running >= this.#limits.runningPerSender) continue
      const task = lane.waiting.shift()
      if (task === undefined) continue
      this.#lanes.delete(sender)
      this.#lanes.set(sender, lane)
      return [sender, lane, task]
    }
    return null
  }

  #begin(sender: string, lane: Lane, { bytes, run }: Task): void {
    this.#waitingBytes -= bytes
    lane.running += 1
    void run().finally(() => {
      lane.running -= 1
      this.#count -= 1
      if (lane.waiting.length > 0) this.#wake()
      else if (lane.running === 0) this.#lanes.delete(sender)
    })
  }
}
