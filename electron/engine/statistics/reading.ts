import type { Sample } from '../../../shared/domain/statistics.ts'
import type { QmpBlockStats } from '../qmp/commands.ts'
import type { ProcessUsage } from './process-usage.ts'
import type { Traffic } from './tap-traffic.ts'

/** Sums over a guest's disks since QEMU started. */
export interface DiskTotals {
  readonly readBytes: number
  readonly writtenBytes: number
  readonly reads: number
  readonly writes: number
}

/** Everything that was read of a guest at one moment; null where it could not be. */
export interface Reading {
  /** performance.now(), in ms */
  readonly at: number
  readonly usage: ProcessUsage | null
  readonly disks: DiskTotals | null
  readonly balloonBytes: number | null
  readonly traffic: Traffic | null
}

/**
 * The sums of query-blockstats over what the guest's devices have open. Firmware's flash has no
 * device, and is left out. Pure.
 */
export function diskTotals(blocks: readonly QmpBlockStats[]): DiskTotals {
  const disks = blocks.filter(({ qdev }) => qdev !== undefined && qdev !== '')
  const sum = (key: keyof QmpBlockStats['stats']): number =>
    disks.reduce((total, { stats }) => total + stats[key], 0)
  return {
    readBytes: sum('rd_bytes'),
    writtenBytes: sum('wr_bytes'),
    reads: sum('rd_operations'),
    writes: sum('wr_operations'),
  }
}

/** What happened between two readings of one run, a second; `before` is null for its first. Pure. */
export function sampleBetween(before: Reading | null, now: Reading): Sample {
  const seconds = (now.at - (before?.at ?? now.at)) / 1_000
  const rate = (earlier: number | undefined, later: number | undefined): number | null => {
    if (earlier === undefined || later === undefined || seconds <= 0) return null
    // Counters fall where a disk or a device was taken away.
    return Math.max(0, later - earlier) / seconds
  }
  const cpu = rate(before?.usage?.cpuSeconds, now.usage?.cpuSeconds)
  return {
    cpuPercent: cpu === null ? null : cpu * 100,
    memoryBytes: now.usage?.residentBytes ?? null,
    balloonBytes: now.balloonBytes,
    diskReadBytes: rate(before?.disks?.readBytes, now.disks?.readBytes),
    diskWrittenBytes: rate(before?.disks?.writtenBytes, now.disks?.writtenBytes),
    diskReads: rate(before?.disks?.reads, now.disks?.reads),
    diskWrites: rate(before?.disks?.writes, now.disks?.writes),
    networkReceivedBytes: rate(before?.traffic?.received, now.traffic?.received),
    networkSentBytes: rate(before?.traffic?.sent, now.traffic?.sent),
  }
}
