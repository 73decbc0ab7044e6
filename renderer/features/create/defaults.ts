import type { HostView } from '../../../shared/domain/guest.ts'

const GIB = 1024 ** 3

/** Fields of the form as they are typed; numbers are text until they are read. */
export interface CreateForm {
  readonly name: string
  /** Empty: none. */
  readonly cdrom: string
  readonly disk: 'new' | 'existing' | 'none'
  readonly diskGiB: string
  readonly diskPath: string
  readonly memoryMiB: string
  readonly cpus: string
  readonly kernel: string
  readonly initrd: string
  readonly commandLine: string
}

/** Enough for a desktop system; what a small computer can spare where that is less. */
const MEMORY_MIB = { enough: 4096, least: 512, step: 512 } as const
const CPUS_ENOUGH = 4
const DISK_GIB_ENOUGH = 32

export function defaultMemoryMiB(host: HostView | null): number {
  if (host === null) return 2048
  const quarter = Math.round(host.memoryMiB / 4 / MEMORY_MIB.step) * MEMORY_MIB.step
  return Math.min(MEMORY_MIB.enough, Math.max(MEMORY_MIB.least, quarter))
}

export function defaultCpus(host: HostView | null): number {
  if (host === null) return 1
  return Math.min(CPUS_ENOUGH, Math.max(1, Math.floor(host.cpus / 2)))
}

/** Half of what is free at most: the disk grows, and other things need space too. */
export function defaultDiskGiB(host: HostView | null): number {
  if (host === null) return DISK_GIB_ENOUGH
  return Math.min(DISK_GIB_ENOUGH, Math.max(1, Math.floor(host.storage.freeBytes / 2 / GIB)))
}

/** `wanted`, or with the lowest number behind it that makes it new. */
export function uniqueName(wanted: string, taken: readonly string[]): string {
  if (!taken.includes(wanted)) return wanted
  let number = 2
  while (taken.includes(`${wanted}-${number}`)) number += 1
  return `${wanted}-${number}`
}

/** A name from an image's file: "/isos/debian-13.1-netinst.iso" gives "debian-13.1-netinst". */
export function nameFromPath(path: string): string {
  const file = path.slice(path.lastIndexOf('/') + 1)
  return file.replace(/\.(iso|img|qcow2|raw|vmdk|vdi)$/i, '').slice(0, 100)
}

export function defaultForm(host: HostView | null, name: string): CreateForm {
  return {
    name,
    cdrom: '',
    disk: 'new',
    diskGiB: String(defaultDiskGiB(host)),
    diskPath: '',
    memoryMiB: String(defaultMemoryMiB(host)),
    cpus: String(defaultCpus(host)),
    kernel: '',
    initrd: '',
    commandLine: '',
  }
}
