import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { kernelUnits, unitsOf } from './kernel-units.ts'

/** Of a computer with pages of 64 KiB. */
function vector(write: 'writeBigUInt64LE' | 'writeBigUInt64BE'): Buffer {
  const bytes = Buffer.alloc(64)
  ;[16n, 0xffn, 6n, 65536n, 17n, 1024n, 0n, 0n].forEach((word, at) => bytes[write](word, at * 8))
  return bytes
}

test('are those that the kernel gave the process', () => {
  const units = { ticksPerSecond: 1024, pageBytes: 65536 }
  expect(unitsOf(vector('writeBigUInt64LE'), 'LE')).toEqual(units)
  expect(unitsOf(vector('writeBigUInt64BE'), 'BE')).toEqual(units)
})

test('are those of a PC where it does not say', () => {
  expect(unitsOf(Buffer.alloc(7), 'LE')).toEqual({ ticksPerSecond: 100, pageBytes: 4096 })
})

test('are what getconf says of this computer', () => {
  const getconf = (name: string) => Number(execFileSync('getconf', [name], { encoding: 'utf8' }))
  expect(kernelUnits()).toEqual({
    ticksPerSecond: getconf('CLK_TCK'),
    pageBytes: getconf('PAGESIZE'),
  })
})
