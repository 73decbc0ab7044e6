/** What may wait and run at the same time. */
export interface QueueLimits {
  /** Calls of one sender, waiting or running. */
  readonly perSender: number
  /** Calls of one sender that run; long operations are among them. */
  readonly runningPerSender: number
  /** Calls of all connections of one account that run. */
  readonly runningPerAccount: number
  /** Calls in all, waiting or running, past which each sender has its share alone. */
  readonly inAll: number
  /** Bytes of all the calls that wait, past which each sender has its share alone. */
  readonly waitingBytes: number
  /** What a sender may have whatever others have: calls, and bytes of those that wait. */
  readonly share: { readonly calls: number; readonly bytes: number }
  /** Calls that are begun before what else there is gets its turn. */
  readonly perTurn: number
}

export const usualLimits: QueueLimits = {
  perSender: 128,
  runningPerSender: 32,
  runningPerAccount: 256,
  inAll: 4096,
  waitingBytes: 64 * 1024 * 1024,
  share: { calls: 8, bytes: 64 * 1024 },
  perTurn: 16,
}

interface Task {
  readonly bytes: number
  readonly run: () => Promise<void>
}

interface Lane {
  readonly waiting: Task[]
  /** Of those that wait. */
  bytes: number
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
    const { perSender, inAll, waitingBytes, share } = this.#limits
    const lane = this.#lanes.get(sender) ?? { waiting: [], bytes: 0, running: 0 }
    const calls = lane.waiting.length + lane.running
    if (calls >= perSender) return false
    if (this.#count >= inAll && calls >= share.calls) return false
    const isFull = this.#waitingBytes + bytes > waitingBytes
    if (isFull && lane.bytes + bytes > share.bytes) return false
    this.#lanes.set(sender, lane)
    lane.waiting.push({ bytes, run })
    lane.bytes += bytes
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
    this.#waitingBytes -= lane.bytes
    lane.bytes = 0
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
    lane.bytes -= bytes
    lane.running += 1
    void run().finally(() => {
      lane.running -= 1
      this.#count -= 1
      if (lane.waiting.length > 0) this.#wake()
      else if (lane.running === 0) this.#lanes.delete(sender)
    })
  }
}
