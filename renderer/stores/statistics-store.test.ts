import { describe, expect, it } from 'vitest'
import { metrics, type Sample, type StatisticsChange } from '../../shared/domain/statistics.ts'
import { withSamples } from './statistics-store.ts'

const sample = (cpuPercent: number): Sample => ({
  ...(Object.fromEntries(metrics.map((metric) => [metric, null])) as unknown as Sample),
  cpuPercent,
})
const minute = (...samples: StatisticsChange['samples']): StatisticsChange => ({
  span: 'minute',
  samples,
})

describe('the mirror of the statistics', () => {
  it('keeps a minute of seconds', () => {
    let state = { byId: {} }
    for (let second = 0; second < 70; second++) {
      state = withSamples(state, minute({ id: 'a', sample: sample(second) }))
    }
    expect(state).toMatchObject({ byId: { a: { hour: [] } } })
    const { a } = state.byId as Record<string, { minute: Sample[] }>
    expect(a?.minute).toHaveLength(60)
    expect(a?.minute[0]?.cpuPercent).toBe(10)
    expect(a?.minute.at(-1)?.cpuPercent).toBe(69)
  })

  it('forgets a guest that runs no more', () => {
    const both = withSamples(
      { byId: {} },
      minute({ id: 'a', sample: sample(1) }, { id: 'b', sample: sample(2) }),
    )
    expect(Object.keys(withSamples(both, minute({ id: 'b', sample: sample(3) })).byId)).toEqual([
      'b',
    ])
  })
})
