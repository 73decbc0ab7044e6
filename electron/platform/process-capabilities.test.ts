import { expect, it } from 'vitest'
import { ambientMask } from './process-capabilities.ts'

it('reads the ambient capabilities out of a status', () => {
  const status = 'CapBnd:\t000001ffffffffff\nCapAmb:\t00000000000000c0\nNoNewPrivs:\t1\n'
  expect(ambientMask(status)).toBe(0xc0n)
  expect(ambientMask('CapAmb:\t0000000000000000\n')).toBe(0n)
  expect(ambientMask('')).toBe(0n)
})
