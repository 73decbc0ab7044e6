import { type Metric, metrics, type Sample } from '../../../shared/domain/statistics.ts'

const everything = (value: (metric: Metric) => number | null): Sample =>
  // Every metric is given a value.
  Object.fromEntries(metrics.map((metric) => [metric, value(metric)])) as Sample

/**
 * The last points of a span, each at a step of time: a ring that is overwritten in place (36 bytes a
 * point). A step that nothing was put in is a gap and stays one, so that a line is not drawn across
 * the time when nobody looked.
 */
export class History {
  readonly #values: Float32Array
  readonly #points: number
  /** Number of the newest step, since the epoch. */
  #newest: number

  constructor(points: number, step: number) {
    this.#points = points
    this.#values = new Float32Array(points * metrics.length).fill(Number.NaN)
    this.#newest = step
  }

  put(step: number, sample: Sample): void {
    this.#advance(step)
    const start = this.#start(step)
    metrics.forEach((metric, index) => {
      this.#values[start + index] = sample[metric] ?? Number.NaN
    })
  }

  /** All points up to `step`, oldest first. */
  until(step: number): (Sample | null)[] {
    this.#advance(step)
    return Array.from({ length: this.#points }, (_, index) =>
      this.#read(step - this.#points + 1 + index),
    )
  }

  /** The mean of each metric over the points that have it; null where no point is. */
  mean(step: number): Sample | null {
    const samples = this.until(step).filter((sample) => sample !== null)
    if (samples.length === 0) return null
    return everything((metric) => {
      const values = samples.map((sample) => sample[metric]).filter((value) => value !== null)
      return values.length === 0
        ? null
        : values.reduce((sum, value) => sum + value, 0) / values.length
    })
  }

  #read(step: number): Sample | null {
    const start = this.#start(step)
    const values = this.#values.subarray(start, start + metrics.length)
    if (values.every(Number.isNaN)) return null
    return everything((metric) => {
      const value = values[metrics.indexOf(metric)] ?? Number.NaN
      return Number.isNaN(value) ? null : value
    })
  }

  #advance(step: number): void {
    const gaps = Math.min(this.#points, Math.max(0, step - this.#newest))
    for (let gap = 0; gap < gaps; gap++) {
      const start = this.#start(step - gap)
      this.#values.fill(Number.NaN, start, start + metrics.length)
    }
    this.#newest = Math.max(this.#newest, step)
  }

  #start(step: number): number {
    return (((step % this.#points) + this.#points) % this.#points) * metrics.length
  }
}
