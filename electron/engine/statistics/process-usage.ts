import { readFileSync } from 'node:fs'
import { type KernelUnits, kernelUnits } from './kernel-units.ts'

/** What a process has used; times are of all its threads. */
export interface ProcessUsage {
  /** Processor time since it began, in s. */
  readonly cpuSeconds: number
  /** Memory that it holds, shared with others or not. */
  readonly residentBytes: number
}

/**
 * Reads a line of /proc/pid/stat (proc(5)): utime (14), stime (15) and rss (24). null where it is not
 * one. Pure.
 *
 * rss is exact to some pages for each thread, because the kernel sums it up late; the exact sums of
 * smaps_rollup cost it a walk through all of the guest's memory.
 */
export function parseProcessStat(line: string, units: KernelUnits): ProcessUsage | null {
  // The command's name, in brackets, may hold blanks and brackets: count from the last one.
  const end = line.lastIndexOf(')')
  const fields = line.slice(end + 2).split(' ')
  const [user, system, pages] = [fields[11], fields[12], fields[21]].map(Number)
  if (end === -1 || user === undefined || system === undefined || pages === undefined) return null
  if (Number.isNaN(user + system + pages)) return null
  const { ticksPerSecond, pageBytes } = units
  return { cpuSeconds: (user + system) / ticksPerSecond, residentBytes: pages * pageBytes }
}

/** null where the process is gone. The kernel answers from memory, so this does not wait. */
export function readProcessUsage(pid: number): ProcessUsage | null {
  try {
    return parseProcessStat(readFileSync(`/proc/${pid}/stat`, 'latin1'), kernelUnits())
  } catch {
    return null
  }
}
