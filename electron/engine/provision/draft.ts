import type { SourceReason } from '../../../shared/domain/errors/source-reasons.ts'
import {
  type CdromConfig,
  type DiskFormat,
  GUEST_SCHEMA_VERSION,
  type GuestConfig,
  guestConfigSchema,
} from '../../../shared/domain/guest-config.ts'
import type { DiskBus } from '../../../shared/domain/config/storage.ts'
import { CPU_COUNT, MEMORY_MIB } from '../../../shared/domain/guest-config.ts'
import { newGuestId } from '../guest/new-guest.ts'
import { sourceError } from './source-error.ts'

/** Where the content of a disk is. Sizes are in bytes. */
export type DiskOrigin =
  | { readonly kind: 'file'; readonly path: string; readonly format: DiskFormat | null }
  /** A member of the archive. */
  | { readonly kind: 'member'; readonly name: string; readonly sizeBytes: number }
  | { readonly kind: 'blank'; readonly sizeBytes: number }

/** A disk of a described machine, before it is known where it will be. */
export interface DraftDisk {
  readonly origin: DiskOrigin
  readonly bus: DiskBus
  /** What else the description says, in the words of the guest's. */
  readonly settings: Readonly<Record<string, unknown>>
}

/** A described machine in our words. `parts` are those of GuestConfig, checked when it is made. */
export interface MachineDraft {
  readonly name: string
  readonly parts: Readonly<Record<string, unknown>> & {
    readonly memoryMiB: number
    readonly cpus: number
  }
  readonly cdroms: readonly Pick<CdromConfig, 'path' | 'bus'>[]
  readonly disks: readonly DraftDisk[]
}

const LIMITS = { disks: 16, cdroms: 4, nics: 8, serials: 4, shares: 8, usbDevices: 8 } as const

/** Throws SOURCE_TOO_MANY where there are more than a guest has room for. */
export function requireFewEnough(path: string, what: keyof typeof LIMITS, count: number): void {
  const max = LIMITS[what]
  if (count <= max) return
  throw sourceError('SOURCE_TOO_MANY', path, counts[what], { count, max })
}

const counts: Readonly<Record<keyof typeof LIMITS, SourceReason>> = {
  disks: 'count-disks',
  cdroms: 'count-cdroms',
  nics: 'count-nics',
  serials: 'count-serials',
  shares: 'count-shares',
  usbDevices: 'count-usb-devices',
}

export const diskId = (index: number): string => `disk${index}`

/** Memory as a guest can have it. */
export const fittingMemory = (mib: number): number =>
  Math.min(MEMORY_MIB.max, Math.max(MEMORY_MIB.min, Math.round(mib)))

/** Throws SOURCE_UNUSABLE for a number of processors that no machine here has. */
export function requireCpus(path: string, cpus: number): number {
  if (Number.isInteger(cpus) && cpus >= CPU_COUNT.min && cpus <= CPU_COUNT.max) return cpus
  throw sourceError('SOURCE_UNUSABLE', path, 'processors', { count: cpus })
}

/**
 * The guest's description with these disks. Throws SOURCE_UNUSABLE, the settings its cause, where it
 * is no machine that Guesthouse can have.
 */
export function guestOf(
  draft: MachineDraft,
  source: { readonly path: string; readonly now: number; readonly id?: string },
  disks: readonly Readonly<Record<string, unknown>>[],
): GuestConfig {
  const parsed = guestConfigSchema.safeParse({
    ...{ accelerator: 'auto', nics: [], serials: [], display: 'vnc' },
    ...draft.parts,
    ...{ schema: GUEST_SCHEMA_VERSION, id: source.id ?? newGuestId(), name: draft.name },
    cdroms: draft.cdroms.map((cdrom, index) => ({ id: `cdrom${index}`, ...cdrom })),
    disks,
    createdAt: source.now,
  })
  if (parsed.success) return parsed.data
  const wrong = parsed.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`)
  const cause = [...new Set(wrong)].slice(0, 3).join('; ').trim()
  throw sourceError('SOURCE_UNUSABLE', source.path, 'impossible-settings', {}, cause)
}
