import {
  type GuestStatistics,
  type Sample,
  type Span,
  spans,
  type StatisticsChange,
} from '../../../shared/domain/statistics.ts'
import { History } from './history.ts'
import { GuestReader, type MeasuredGuest } from './read-guest.ts'
import { type Reading, sampleBetween } from './reading.ts'

const STEP_MS = spans.minute.stepMs
const STEPS_A_MINUTE = spans.hour.stepMs / STEP_MS
/** How long a moment's numbers wait for a QEMU that is slow to answer, in ms. */
const PATIENCE_MS = 400

interface Entry {
  reader: GuestReader
  last: Reading | null
  readonly histories: Readonly<Record<Span, History>>
}

/**
 * What guests use of this computer. Measured only while somebody listens: every second, all guests
 * at once, by one timer. So the history begins when somebody looks, and has gaps where nobody did.
 */
export class Statistics {
  readonly #guests: () => Iterable<MeasuredGuest>
  readonly #listeners = new Set<(change: StatisticsChange) => void>()
  readonly #entries = new Map<string, Entry>()
  #timer: NodeJS.Timeout | null = null
  /** Rises with every start and stop: what was asked for before is then not wanted any more. */
  #round = 0
  #step = currentStep()

  /** `guests`: those that run now. */
  constructor(guests: () => Iterable<MeasuredGuest>) {
    this.#guests = guests
  }

  /** What is known of the guests that run. */
  snapshot(): GuestStatistics[] {
    const step = this.#step
    return Array.from(this.#guests(), ({ id }) => {
      const { minute, hour } = this.#entries.get(id)?.histories ?? emptyHistories(step)
      return { id, minute: minute.until(step), hour: hour.until(lastMinute(step)) }
    })
  }

  /** Listeners are told at once and then every second. The first one starts it all. */
  onChange(listener: (change: StatisticsChange) => void): () => void {
    // Wrapped, so that one function that was added twice is removed once.
    const entry = (change: StatisticsChange): void => listener(change)
    this.#listeners.add(entry)
    if (this.#listeners.size === 1) this.#start()
    return () => {
      if (this.#listeners.delete(entry) && this.#listeners.size === 0) this.#stop()
    }
  }

  close(): void {
    this.#listeners.clear()
    this.#stop()
  }

  #start(): void {
    this.#advance(currentStep())
    void this.#measure(++this.#round)
  }

  #stop(): void {
    this.#round++
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#timer = null
    // A rate over the time until somebody looks again would say nothing.
    for (const entry of this.#entries.values()) entry.last = null
  }

  async #measure(round: number): Promise<void> {
    const step = Math.max(this.#step, currentStep())
    const guests = [...this.#guests()]
    const readings = await this.#read(guests)
    if (round !== this.#round) return
    this.#forgetAllBut(guests)
    this.#advance(step)
    this.#tell('minute', this.#put(step, readings))
    const next = (step + 1) * STEP_MS - performance.now()
    // Statistics alone keep no process alive.
    this.#timer = setTimeout(() => void this.#measure(round), Math.max(0, next)).unref()
  }

  async #read(guests: readonly MeasuredGuest[]): Promise<readonly [string, Reading][]> {
    let timer: NodeJS.Timeout | undefined
    const deadline = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, PATIENCE_MS)
    })
    try {
      const read = guests.map(
        async (guest): Promise<[string, Reading]> => [
          guest.id,
          await this.#entry(guest).reader.read(guest, deadline),
        ],
      )
      return await Promise.all(read)
    } finally {
      clearTimeout(timer)
    }
  }

  #entry(guest: MeasuredGuest): Entry {
    const known = this.#entries.get(guest.id)
    if (known === undefined) {
      const histories = emptyHistories(this.#step)
      const entry = { reader: new GuestReader(guest), last: null, histories }
      this.#entries.set(guest.id, entry)
      return entry
    }
    if (known.reader.run !== guest.run) {
      known.reader = new GuestReader(guest)
      known.last = null
    }
    return known
  }

  #put(step: number, readings: readonly [string, Reading][]): StatisticsChange['samples'] {
    return readings.flatMap(([id, reading]) => {
      const entry = this.#entries.get(id)
      if (entry === undefined) return []
      const { last } = entry
      entry.last = reading
      const sample = sampleBetween(last, reading)
      entry.histories.minute.put(step, sample)
      return [{ id, sample }]
    })
  }

  /** Where a minute is over that something was seen of, its mean is a point of the hour. */
  #advance(step: number): void {
    const minute = lastMinute(this.#step) + 1
    if (lastMinute(step) >= minute) {
      const samples: { id: string; sample: Sample }[] = []
      for (const [id, { histories }] of this.#entries) {
        const sample = histories.minute.mean((minute + 1) * STEPS_A_MINUTE - 1)
        if (sample === null) continue
        histories.hour.put(minute, sample)
        samples.push({ id, sample })
      }
      this.#tell('hour', samples)
    }
    this.#step = step
  }

  #forgetAllBut(guests: readonly MeasuredGuest[]): void {
    const ids = new Set(guests.map(({ id }) => id))
    for (const id of this.#entries.keys()) if (!ids.has(id)) this.#entries.delete(id)
  }

  #tell(span: Span, samples: StatisticsChange['samples']): void {
    for (const listener of this.#listeners) listener({ span, samples })
  }
}

/** Seconds of a clock that nobody sets and that stands still while this computer sleeps. */
const currentStep = (): number => Math.round(performance.now() / STEP_MS)

/** The last minute that is over at the step. */
const lastMinute = (step: number): number => Math.floor(step / STEPS_A_MINUTE) - 1

const emptyHistories = (step: number): Record<Span, History> => ({
  minute: new History(spans.minute.points, step),
  hour: new History(spans.hour.points, lastMinute(step)),
})
