import { type JobView, SHARE_TOTAL } from '../../shared/domain/jobs.ts'

/** How far a job was at a moment (ms since the epoch). */
export interface ProgressSample {
  readonly at: number
  readonly done: number
  readonly total: number
}

/** How fast a job goes. */
export interface ProgressRate {
  /** Bytes a second; null where the job tells shares and not bytes. */
  readonly bytesPerSecond: number | null
  /** ms until it is done if it goes on like this. */
  readonly msLeft: number
}

/** ms: what a rate is the mean of. Long enough to be steady, short enough to follow a change. */
const SPAN = 10_000
/** ms: a mean over less than this jumps about. */
const LEAST_SPAN = 2_000
/** ms between two samples that are kept, so that there are few. */
const STEP = 500

/** The samples with what the job tells now; those that are too old are left out. */
export function withSample(
  samples: readonly ProgressSample[],
  { progress }: Pick<JobView, 'progress'>,
  now: number,
): readonly ProgressSample[] {
  if (progress === null) return []
  const next: ProgressSample = { at: now, done: progress.done, total: progress.total }
  const last = samples.at(-1)
  // A job that begins something new has another measure.
  if (last !== undefined && (last.total !== next.total || last.done > next.done)) return [next]
  const recent = samples.filter(({ at }) => at >= now - SPAN)
  // The last one moves on until it is a step away from the one before.
  const beforeLast = recent.at(-2)
  const isClose = beforeLast !== undefined && (recent.at(-1)?.at ?? 0) - beforeLast.at < STEP
  return [...(isClose ? recent.slice(0, -1) : recent), next]
}

/** The rate at a moment; null where too little is known, and where nothing has moved for long. */
export function rateOf(samples: readonly ProgressSample[], now: number): ProgressRate | null {
  const first = samples[0]
  const last = samples.at(-1)
  if (first === undefined || last === undefined) return null
  const moved = last.done - first.done
  // Time that passes without a sample counts: a job that hangs slows down on the screen too.
  const span = Math.max(last.at, now) - first.at
  if (moved <= 0 || span < LEAST_SPAN || now - last.at > SPAN) return null
  const perMs = moved / span
  return {
    bytesPerSecond: last.total === SHARE_TOTAL ? null : perMs * 1_000,
    msLeft: (last.total - last.done) / perMs,
  }
}
