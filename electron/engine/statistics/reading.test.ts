import { expect, test } from 'vitest'
import { diskTotals, type Reading, sampleBetween } from './reading.ts'

const reading = (more: Partial<Reading>): Reading => ({
  ...{ at: 0, usage: null, disks: null, balloonBytes: null, traffic: null },
  ...more,
})
const stats = (of: number) => ({
  ...{ rd_bytes: of, wr_bytes: of * 10, rd_operations: of * 100, wr_operations: of * 1000 },
})

test('sums over disks, and leaves out what no device has open', () => {
  const blocks = [
    { qdev: '/machine/peripheral/disk0/virtio-backend', stats: stats(1) },
    { qdev: 'cdrom0', stats: stats(2) },
    { qdev: '', stats: stats(4) },
    { stats: stats(8) },
  ]
  expect(diskTotals(blocks)).toEqual({ readBytes: 3, writtenBytes: 30, reads: 300, writes: 3000 })
  expect(diskTotals([])).toEqual({ readBytes: 0, writtenBytes: 0, reads: 0, writes: 0 })
})

test('makes rates of what two readings differ by', () => {
  const before = reading({
    ...{ at: 1_000, usage: { cpuSeconds: 5, residentBytes: 1 } },
    ...{ disks: diskTotals([{ qdev: 'a', stats: stats(1) }]), traffic: { received: 0, sent: 10 } },
  })
  const now = reading({
    ...{ at: 3_000, usage: { cpuSeconds: 8, residentBytes: 4096 }, balloonBytes: 64 },
    ...{ disks: diskTotals([{ qdev: 'a', stats: stats(3) }]), traffic: { received: 8, sent: 30 } },
  })
  expect(sampleBetween(before, now)).toEqual({
    // 3 s of processor time in 2 s
    cpuPercent: 150,
    ...{ memoryBytes: 4096, balloonBytes: 64 },
    ...{ diskReadBytes: 1, diskWrittenBytes: 10, diskReads: 100, diskWrites: 1000 },
    ...{ networkReceivedBytes: 4, networkSentBytes: 10 },
  })
})

test('knows no rates from one reading, nor from what could not be read', () => {
  const now = reading({ usage: { cpuSeconds: 8, residentBytes: 4096 } })
  const unknown = {
    ...{ cpuPercent: null, balloonBytes: null, diskReadBytes: null, diskWrittenBytes: null },
    ...{ diskReads: null, diskWrites: null, networkReceivedBytes: null, networkSentBytes: null },
  }
  expect(sampleBetween(null, now)).toEqual({ ...unknown, memoryBytes: 4096 })
  expect(sampleBetween(now, reading({ at: 1_000 }))).toEqual({ ...unknown, memoryBytes: null })
  expect(sampleBetween(now, now).cpuPercent).toBeNull()
})

test('shows no negative rate where a disk was taken away', () => {
  const before = reading({ disks: diskTotals([{ qdev: 'a', stats: stats(9) }]) })
  expect(sampleBetween(before, reading({ at: 1_000, disks: diskTotals([]) })).diskReads).toBe(0)
})
