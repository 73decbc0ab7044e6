import type { HostView } from '../../../shared/domain/guest.ts'
import type { NewGuest } from '../../../shared/domain/guest-config.ts'
import {
  defaultCpus,
  defaultDiskGiB,
  defaultMemoryMiB,
} from '../../../shared/domain/spare-resources.ts'
import { fileName } from '../../i18n/file-name.ts'

const GIB = 1024 ** 3

/** Fields of the form as they are typed; numbers are text until they are read. */
export interface CreateForm {
  readonly name: string
  /** Empty: none. */
  readonly cdrom: string
  readonly disk: 'new' | 'existing' | 'none'
  readonly diskGiB: string
  readonly diskPath: string
  /** Whether the existing disk is used where it is, or a copy of it. */
  readonly diskHow: 'use' | 'copy'
  readonly memoryMiB: string
  readonly cpus: string
  readonly kernel: string
  readonly initrd: string
  readonly commandLine: string
  readonly firmware: FirmwareChoice
  readonly tpm: boolean
  /** What it is installed with, or will be; it decides what hardware it gets. */
  readonly os: NonNullable<NewGuest['os']>
  readonly osName: string | null
}

/** `secure`: UEFI that starts only what is signed. */
export type FirmwareChoice = 'bios' | 'uefi' | 'secure'

/** `wanted`, or with the lowest number behind it that makes it new. */
export function uniqueName(wanted: string, taken: readonly string[]): string {
  if (!taken.includes(wanted)) return wanted
  let number = 2
  while (taken.includes(`${wanted}-${number}`)) number += 1
  return `${wanted}-${number}`
}

/**
 * A name from an image's file: "/isos/debian-13.1-netinst.iso" gives "debian-13.1-netinst". Empty for
 * a folder, which a path is while it is typed.
 */
export function nameFromPath(path: string): string {
  if (path.endsWith('/')) return ''
  return fileName(path)
    .replace(/\.(iso|img|qcow2|raw|vmdk|vdi|vhdx|ova|xml)$/i, '')
    .slice(0, 100)
}

export function defaultForm(host: HostView | null, name: string): CreateForm {
  return {
    name,
    cdrom: '',
    disk: 'new',
    diskGiB: String(defaultDiskGiB(host)),
    diskPath: '',
    diskHow: 'use',
    memoryMiB: String(defaultMemoryMiB(host)),
    cpus: String(defaultCpus(host)),
    kernel: '',
    initrd: '',
    commandLine: '',
    firmware: 'bios',
    tpm: false,
    os: 'linux',
    osName: null,
  }
}

const firmwareChoice = ({ firmware }: NewGuest): FirmwareChoice => {
  if (firmware?.kind !== 'uefi') return 'bios'
  return firmware.secureBoot ? 'secure' : 'uefi'
}

/** The form as a file fills it in. */
export function formOf(guest: NewGuest, host: HostView | null, copyOnly: boolean): CreateForm {
  const { disk } = guest
  return {
    ...defaultForm(host, guest.name),
    cdrom: guest.cdrom ?? '',
    disk: disk.kind,
    ...(disk.kind === 'new' ? { diskGiB: String(disk.sizeBytes / GIB) } : {}),
    ...(disk.kind === 'existing' ? { diskPath: disk.path } : {}),
    diskHow: copyOnly ? 'copy' : 'use',
    memoryMiB: String(guest.memoryMiB),
    cpus: String(guest.cpus),
    firmware: firmwareChoice(guest),
    tpm: guest.tpm ?? false,
    os: guest.os ?? 'linux',
    osName: guest.osName ?? null,
  }
}
