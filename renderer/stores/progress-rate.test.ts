import { describe, expect, it } from 'vitest'
import { SHARE_TOTAL } from '../../shared/domain/jobs.ts'
import { type ProgressSample, rateOf, withSample } from './progress-rate.ts'

const MIB = 1024 * 1024

/** Samples of a job that tells `doneAt(ms)` every 200 ms. */
function run(doneAt: (ms: number) => number, ms: number, total = 1_000 * MIB) {
  let samples: readonly ProgressSample[] = []
  for (let at = 0; at <= ms; at += 200) {
    samples = withSample(samples, { progress: { done: doneAt(at), total } }, at)
  }
  return samples
}
const steady = (ms: number) => (ms / 1_000) * 50 * MIB

describe('the rate of a job', () => {
  it('is the mean of the last ten seconds, with what is left at that pace', () => {
    const samples = run(steady, 15_000)
    const rate = rateOf(samples, 15_000)
    expect((rate?.bytesPerSecond ?? 0) / MIB).toBeCloseTo(50)
    expect(rate?.msLeft).toBeCloseTo(5_000)
  })

  it('follows a change of pace, and is not thrown by one pause', () => {
    const slower = run(
      (ms) => (ms < 10_000 ? steady(ms) : steady(10_000) + steady(ms - 10_000) / 5),
      21_000,
    )
    expect((rateOf(slower, 21_000)?.bytesPerSecond ?? 0) / MIB).toBeCloseTo(10, 0)
    const paused = run((ms) => steady(ms < 8_000 ? ms : Math.max(8_000, ms - 1_000)), 10_000)
    expect((rateOf(paused, 10_000)?.bytesPerSecond ?? 0) / MIB).toBeGreaterThan(40)
  })

  it('is unknown at first, and once nothing has moved for long', () => {
    expect(rateOf([], 0)).toBeNull()
    expect(rateOf(run(steady, 1_800), 1_800)).toBeNull()
    expect(
      rateOf(
        run(() => 5, 20_000),
        20_000,
      ),
    ).toBeNull()
    const hung = run(steady, 5_000)
    expect(rateOf(hung, 10_000)?.bytesPerSecond).toBeLessThan(30 * MIB)
    expect(rateOf(hung, 15_001)).toBeNull()
  })

  it('has no bytes where the job tells a share', () => {
    const rate = rateOf(
      run((ms) => ms, 5_000, SHARE_TOTAL),
      5_000,
    )
    expect(rate?.bytesPerSecond).toBeNull()
    expect(rate?.msLeft).toBeCloseTo(5_000)
  })

  it('begins anew where the job does', () => {
    const [first] = run(steady, 5_000)
    expect(first?.at).toBe(0)
    const samples = run(steady, 5_000)
    expect(withSample(samples, { progress: { done: 1, total: 1_000 * MIB } }, 5_200)).toHaveLength(
      1,
    )
    expect(withSample(samples, { progress: { done: 900 * MIB, total: 2 } }, 5_200)).toHaveLength(1)
    expect(withSample(samples, { progress: null }, 5_200)).toEqual([])
  })

  it('keeps few samples', () => {
    expect(run(steady, 600_000, 1e15).length).toBeLessThan(40)
  })
})
