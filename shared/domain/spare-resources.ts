import type { HostView } from './guest.ts'

const GIB = 1024 ** 3

/** Facts of this computer that defaults are made of; null while they are not known. */
export type HostResources = Pick<HostView, 'memoryMiB' | 'cpus' | 'storage'>

/** Enough for a desktop system; what a small computer can spare where that is less. */
const MEMORY_MIB = { enough: 4096, least: 512, step: 512 } as const
const CPUS_ENOUGH = 4
const DISK_GIB_ENOUGH = 32

const toStep = (memoryMiB: number): number =>
  Math.round(memoryMiB / MEMORY_MIB.step) * MEMORY_MIB.step

/** MiB for a machine of which nothing is known. */
export function defaultMemoryMiB(host: HostResources | null): number {
  if (host === null) return 2048
  const quarter = toStep(host.memoryMiB / 4)
  return Math.min(MEMORY_MIB.enough, Math.max(MEMORY_MIB.least, quarter))
}

/** MiB for a machine whose system asks for `wanted`: half of this computer's at most. */
export function memoryMiBFor(host: HostResources | null, wanted: number): number {
  if (host === null) return wanted
  return Math.min(wanted, Math.max(MEMORY_MIB.least, toStep(host.memoryMiB / 2)))
}

export function defaultCpus(host: HostResources | null): number {
  if (host === null) return 1
  return Math.min(CPUS_ENOUGH, Math.max(1, Math.floor(host.cpus / 2)))
}

/** GiB. Half of what is free at most: the disk grows, and other things need space too. */
export function defaultDiskGiB(host: HostResources | null, wanted = DISK_GIB_ENOUGH): number {
  if (host === null) return wanted
  return Math.min(wanted, Math.max(1, Math.floor(host.storage.freeBytes / 2 / GIB)))
}
