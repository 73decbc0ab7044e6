import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { GuestConfig } from '../../../shared/domain/guest-config.ts'
import { spans, type StatisticsChange } from '../../../shared/domain/statistics.ts'
import type { QmpClient } from '../qmp/index.ts'
import type { MeasuredGuest } from './read-guest.ts'
import { Statistics } from './statistics.ts'

const ID = '00000000-0000-4000-8000-000000000001'

/** A guest whose QEMU is this process, and whose disks read 100 bytes each time they are looked at. */
function fakeGuest(more: Partial<MeasuredGuest> = {}) {
  const asked: string[] = []
  let read = 0
  const qmp = {
    execute: async (command: string) => {
      asked.push(command)
      if (command === 'query-balloon') throw new Error('no balloon')
      const stats = { rd_bytes: (read += 100), wr_bytes: 0, rd_operations: 0, wr_operations: 0 }
      return [{ qdev: 'disk0', stats }]
    },
  } as unknown as QmpClient
  const config = { balloon: true, nics: [] } as unknown as GuestConfig
  const guest: MeasuredGuest = { id: ID, run: 'first', pid: process.pid, config, qmp, ...more }
  return { guest, asked }
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
})
afterEach(() => {
  vi.useRealTimers()
})

test('measures nothing while nobody looks', async () => {
  const { guest, asked } = fakeGuest()
  const statistics = new Statistics(() => [guest])
  expect(vi.getTimerCount()).toBe(0)
  const leave = statistics.onChange(() => {})
  const also = statistics.onChange(() => {})
  await vi.advanceTimersByTimeAsync(3_000)
  expect(vi.getTimerCount()).toBe(1)
  leave()
  expect(vi.getTimerCount()).toBe(1)
  also()
  expect(vi.getTimerCount()).toBe(0)
  const before = asked.length
  await vi.advanceTimersByTimeAsync(10_000)
  expect(asked).toHaveLength(before)
})

test('tells at once what it has now, then every second what happened', async () => {
  const { guest } = fakeGuest()
  const statistics = new Statistics(() => [guest])
  const changes: StatisticsChange[] = []
  statistics.onChange((change) => changes.push(change))
  await vi.advanceTimersByTimeAsync(0)
  expect(changes).toMatchObject([
    { span: 'minute', samples: [{ id: ID, sample: { cpuPercent: null, diskReadBytes: null } }] },
  ])
  await vi.advanceTimersByTimeAsync(5_000)
  expect(changes.length).toBeGreaterThanOrEqual(5)
  const sample = changes.at(-1)?.samples[0]?.sample
  expect(sample?.diskReadBytes).toBeCloseTo(100)
  expect(sample?.cpuPercent).toBeGreaterThanOrEqual(0)
  const [{ minute }] = statistics.snapshot() as [ReturnType<Statistics['snapshot']>[number]]
  expect(minute).toHaveLength(spans.minute.points)
  expect(minute.at(-1)?.diskReadBytes).toBeCloseTo(100)
  statistics.close()
})

test('asks once for a balloon that is not there', async () => {
  const { guest, asked } = fakeGuest()
  const statistics = new Statistics(() => [guest])
  statistics.onChange(() => {})
  await vi.advanceTimersByTimeAsync(5_000)
  expect(asked.filter((command) => command === 'query-balloon')).toHaveLength(1)
  statistics.close()
})

test('goes on without a QEMU that does not answer, and does not ask it again meanwhile', async () => {
  const execute = vi.fn(() => new Promise(() => {}))
  const qmp = { execute } as unknown as QmpClient
  const { guest } = fakeGuest({ qmp })
  const other = fakeGuest({ id: ID.replace('1', '2') })
  const statistics = new Statistics(() => [guest, other.guest])
  const changes: StatisticsChange[] = []
  statistics.onChange((change) => changes.push(change))
  await vi.advanceTimersByTimeAsync(5_500)
  expect(changes.length).toBeGreaterThanOrEqual(4)
  expect(changes.at(-1)?.samples).toMatchObject([
    { sample: { diskReadBytes: null, memoryBytes: expect.any(Number) } },
    { sample: { diskReadBytes: expect.any(Number) } },
  ])
  expect(execute).toHaveBeenCalledTimes(2)
  statistics.close()
})

test('puts the mean of each minute into the hour', async () => {
  const { guest } = fakeGuest()
  const statistics = new Statistics(() => [guest])
  const changes: StatisticsChange[] = []
  statistics.onChange((change) => changes.push(change))
  await vi.advanceTimersByTimeAsync(185_000)
  const minutes = changes.filter(({ span }) => span === 'hour')
  expect(minutes).toHaveLength(3)
  expect(minutes.at(-1)?.samples[0]?.sample.diskReadBytes).toBeCloseTo(100)
  const [{ hour }] = statistics.snapshot() as [ReturnType<Statistics['snapshot']>[number]]
  expect(hour.slice(-3).map((point) => point?.diskReadBytes)).toEqual([
    ...[expect.closeTo(100), expect.closeTo(100), expect.closeTo(100)],
  ])
  expect(hour.slice(0, -3).every((point) => point === null)).toBe(true)
  statistics.close()
})

test('leaves a gap where nobody looked, and makes no rate across it', async () => {
  const { guest } = fakeGuest()
  const statistics = new Statistics(() => [guest])
  const leave = statistics.onChange(() => {})
  await vi.advanceTimersByTimeAsync(5_000)
  leave()
  await vi.advanceTimersByTimeAsync(10_000)
  const changes: StatisticsChange[] = []
  statistics.onChange((change) => changes.push(change))
  await vi.advanceTimersByTimeAsync(0)
  expect(changes[0]?.samples[0]?.sample).toMatchObject({ cpuPercent: null, diskReadBytes: null })
  await vi.advanceTimersByTimeAsync(2_000)
  const [{ minute }] = statistics.snapshot() as [ReturnType<Statistics['snapshot']>[number]]
  const known = minute.map((point) => point !== null)
  expect(known.indexOf(true)).toBeLessThan(known.lastIndexOf(false))
  expect(known.at(-1)).toBe(true)
  statistics.close()
})

test('begins anew with a new run, and forgets a guest that is off', async () => {
  const { guest } = fakeGuest()
  let guests: MeasuredGuest[] = [guest]
  const statistics = new Statistics(() => guests)
  const changes: StatisticsChange[] = []
  statistics.onChange((change) => changes.push(change))
  await vi.advanceTimersByTimeAsync(2_000)
  guests = [{ ...guest, run: 'second' }]
  await vi.advanceTimersByTimeAsync(1_000)
  expect(changes.at(-1)?.samples[0]?.sample.cpuPercent).toBeNull()
  guests = []
  await vi.advanceTimersByTimeAsync(1_000)
  expect(changes.at(-1)).toEqual({ span: 'minute', samples: [] })
  guests = [guest]
  expect(statistics.snapshot()[0]?.minute.every((point) => point === null)).toBe(true)
  statistics.close()
})
