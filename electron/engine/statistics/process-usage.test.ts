import { expect, test } from 'vitest'
import { parseProcessStat, readProcessUsage } from './process-usage.ts'

/** Of a QEMU called by a name that a person may have given it. */
const line =
  '4242 (qemu) a b (c)) S 1 4242 4242 0 -1 4194304 20000 0 12 0 1234 66 0 0 20 0 5 0 9999 ' +
  '1500000000 32768 18446744073709551615 1 1 0 0 0 0 0 4096 1098 0 0 0 17 1 0 0 0 0 0\n'

test('reads the times of both modes and the pages', () => {
  const units = { ticksPerSecond: 100, pageBytes: 65536 }
  expect(parseProcessStat(line, units)).toEqual({ cpuSeconds: 13, residentBytes: 32768 * 65536 })
})

test.each([[''], ['4242 (qemu'], ['4242 (qemu) S 1 2'], ['4242 (qemu) S 1 x'.repeat(20)]])(
  'makes nothing of %j',
  (text) => expect(parseProcessStat(text, { ticksPerSecond: 100, pageBytes: 4096 })).toBeNull(),
)

test('reads a process that is there, and no other', () => {
  const { cpuSeconds = 0, residentBytes = 0 } = readProcessUsage(process.pid) ?? {}
  expect(cpuSeconds).toBeGreaterThan(0)
  expect(residentBytes / process.memoryUsage.rss()).toBeCloseTo(1, 0)
  // Beyond the largest number that a process can have (2^22, proc(5)).
  expect(readProcessUsage(2 ** 22 + 1)).toBeNull()
})
