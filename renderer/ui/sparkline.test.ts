import { describe, expect, it } from 'vitest'
import { sparklinePath } from './sparkline.tsx'

describe('a line over time', () => {
  it('goes from the bottom to the top', () => {
    expect(sparklinePath([0, 50, 100], 100)).toBe('M0.0 47.0L120.0 24.0L240.0 1.0')
  })

  it('breaks where nothing was measured', () => {
    expect(sparklinePath([0, null, 0, 0], 100)).toBe('M0.0 47.0M160.0 47.0L240.0 47.0')
  })

  it('is nothing without values', () => {
    expect(sparklinePath([], 100)).toBe('')
    expect(sparklinePath([null], 100)).toBe('')
  })
})
