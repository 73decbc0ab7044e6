import { expect, it } from 'vitest'
import { hasAmbient } from './process-capabilities.ts'

it('tells the ambient capabilities of a daemon from what every session has', () => {
  const status = (mask: string): string =>
    `CapBnd:\t000001ffffffffff\nCapAmb:\t${mask}\nNoNewPrivs:\t1\n`
  expect(hasAmbient(status('00000000000000c0'))).toBe(true)
  expect(hasAmbient(status('0000000000000000'))).toBe(false)
  // Of pam_systemd, at a local seat.
  expect(hasAmbient(status('0000000800000000'))).toBe(false)
  expect(hasAmbient(status('0000000800001000'))).toBe(true)
  expect(hasAmbient('')).toBe(false)
})
