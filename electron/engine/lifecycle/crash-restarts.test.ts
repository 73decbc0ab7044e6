import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CrashRestarts, MAX_RESTARTS, WINDOW_MS } from './crash-restarts.ts'

describe('a guest that crashes', () => {
  it('is started again, later each time, and given up after the third', () => {
    const restarts = new CrashRestarts()
    const pauses = [0, 1, 2, 3, 4].map((time) => restarts.next('a', time))
    expect(pauses).toEqual([1_000, 3_000, 9_000, null, null])
    expect(restarts.next('b', 5)).toBe(1_000)
  })

  it('has a new chance when the last crashes are long ago, or it was started by its user', () => {
    const restarts = new CrashRestarts()
    for (const time of [0, 1, 2]) restarts.next('a', time)
    expect(restarts.next('a', WINDOW_MS - 1)).toBeNull()
    expect(restarts.next('a', WINDOW_MS)).toBe(9_000)
    restarts.forget('a')
    expect(restarts.next('a', WINDOW_MS)).toBe(1_000)
  })

  it('is never started more often than that within the time', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: WINDOW_MS }), { maxLength: 60 }), (gaps) => {
        const restarts = new CrashRestarts()
        const started: number[] = []
        let now = 0
        for (const gap of gaps) {
          now += gap
          if (restarts.next('a', now) !== null) started.push(now)
          const recent = started.filter((time) => now - time < WINDOW_MS)
          expect(recent.length).toBeLessThanOrEqual(MAX_RESTARTS)
        }
      }),
    )
  })
})
