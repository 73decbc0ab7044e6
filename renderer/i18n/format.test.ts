import { describe, expect, it } from 'vitest'
import { formatBytes, formatMiB, formatTime } from './format.ts'

describe('formatBytes', () => {
  it.each([
    [512, '0.5 KiB'],
    [1024, '1 KiB'],
    [1536 * 1024, '1.5 MiB'],
    [1024 ** 3 - 1, '1 GiB'],
    [32 * 1024 ** 3, '32 GiB'],
    [64 * 1024 ** 4, '64 TiB'],
    [5000 * 1024 ** 4, '5,000 TiB'],
  ])('shows %d bytes as %s', (bytes, text) => expect(formatBytes(bytes)).toBe(text))

  it('shows MiB', () => expect(formatMiB(4096)).toBe('4 GiB'))
})

describe('formatTime', () => {
  const noon = new Date(2026, 10, 23, 12, 0).getTime()
  it('gives the time alone today and the day with it before', () => {
    expect(formatTime(noon, noon + 3_600_000)).not.toContain('23')
    expect(formatTime(noon, noon + 48 * 3_600_000)).toContain('23')
  })
})
