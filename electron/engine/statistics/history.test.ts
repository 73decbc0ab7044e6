import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { metrics, type Sample } from '../../../shared/domain/statistics.ts'
import { History } from './history.ts'

const sample = (cpuPercent: number | null): Sample => ({
  ...(Object.fromEntries(metrics.map((metric) => [metric, null])) as Sample),
  memoryBytes: 1024,
  cpuPercent,
})
const cpu = (points: readonly (Sample | null)[]): (number | null | undefined)[] =>
  points.map((point) => point?.cpuPercent)

test('gives back the last points, oldest first', () => {
  const history = new History(3, 10)
  expect(history.until(10)).toEqual([null, null, null])
  for (const step of [10, 11, 12, 13]) history.put(step, sample(step))
  expect(cpu(history.until(13))).toEqual([11, 12, 13])
  expect(history.until(13)[0]).toEqual(sample(11))
})

test('keeps gaps', () => {
  const history = new History(4, 0)
  history.put(0, sample(0))
  history.put(2, sample(null))
  expect(cpu(history.until(3))).toEqual([0, undefined, null, undefined])
  expect(history.until(1_000)).toEqual([null, null, null, null])
})

test('makes means of what is known', () => {
  const history = new History(4, 0)
  expect(history.mean(3)).toBeNull()
  history.put(0, sample(10))
  history.put(1, sample(20))
  history.put(3, sample(null))
  expect(history.mean(3)).toEqual(sample(15))
  expect(history.mean(6)).toEqual(sample(null))
})

test('shows at every step exactly what was put into the steps before it', () => {
  const steps = fc.array(fc.tuple(fc.integer({ min: 1, max: 9 }), fc.boolean()), { maxLength: 50 })
  fc.assert(
    fc.property(steps, (jumps) => {
      const history = new History(5, 0)
      const put = new Map<number, number>()
      let step = 0
      for (const [jump, filled] of jumps) {
        step += jump
        if (filled) {
          history.put(step, sample(step))
          put.set(step, step)
        }
        const last = [4, 3, 2, 1, 0].map((ago) => put.get(step - ago))
        expect(cpu(history.until(step))).toEqual(last)
      }
    }),
  )
})
