import { readFile, stat } from 'node:fs/promises'
import * as z from 'zod/mini'
import { GuesthouseError } from '../../../shared/domain/errors.ts'
import { acceleratorReasonSchema, acceleratorSchema } from '../../../shared/domain/guest.ts'
import { type GuestConfig, guestConfigSchema } from '../../../shared/domain/guest-config.ts'
import { migrateGuest } from '../../../shared/domain/config/migrate.ts'
import { errorCode, writeFileAtomic } from '../../platform/files.ts'
import type { GuestPaths } from '../../platform/paths.ts'

const SAVED_SCHEMA_VERSION = 1

/** A file as it was when the guest was saved. The time is in ns, as text: it passes 2^53. */
const fileIdentitySchema = z.object({
  path: z.string(),
  bytes: z.number(),
  changedNs: z.string().check(z.regex(/^\d+$/)),
})
type FileIdentity = z.infer<typeof fileIdentitySchema>

/** What belongs to the memory of a saved guest: saved.json. */
const savedRecordSchema = z.object({
  schema: z.literal(SAVED_SCHEMA_VERSION),
  /** ms since the epoch */
  savedAt: z.number(),
  /** `stream`: QEMU's migration stream. `mapped-ram`: a file with a fixed place for each page. */
  format: z.enum(['stream', 'mapped-ram']),
  /** The memory's file. */
  bytes: z.number(),
  qemuVersion: z.string(),
  /** A versioned one, e.g. "pc-q35-7.2": what "q35" means changes with QEMU. */
  machineType: z.string(),
  accelerator: acceleratorSchema,
  acceleratorReason: acceleratorReasonSchema,
  /** CommandLineInput.cpu; null where it was not known. */
  cpu: z.nullable(z.string()),
  /** Where its devices are (layout.ts). */
  layout: z.object({
    rootPorts: z.int(),
    places: z.record(z.string(), z.record(z.string(), z.union([z.string(), z.number()]))),
  }),
  /** NICs that were on libslirp, whose part is in the memory's file (net/slirp.c). */
  slirpNics: z.array(z.string()),
  /** The guest's description, as it was. */
  config: z.pipe(z.transform(migrateGuest), guestConfigSchema),
  wasPaused: z.boolean(),
  /** Its clipboard was shared; that part is plugged in again afterwards. */
  clipboard: z.boolean(),
  disks: z.array(fileIdentitySchema),
})
export type SavedRecord = z.infer<typeof savedRecordSchema>

/** Durable: from then on the guest is a saved one. Rejects with NO_SPACE or FILE_WRITE_FAILED. */
export const writeSavedRecord = (
  paths: GuestPaths,
  record: Omit<SavedRecord, 'schema'>,
): Promise<void> =>
  writeFileAtomic(
    paths.savedFile,
    JSON.stringify({ schema: SAVED_SCHEMA_VERSION, ...record }, null, 2),
  )

/** Rejects with SAVED_STATE_UNREADABLE; a part of a state is of no use. */
export async function readSavedRecord(
  paths: GuestPaths,
  path: string = paths.savedFile,
): Promise<SavedRecord> {
  try {
    const record = savedRecordSchema.parse(JSON.parse(await readFile(path, 'utf8')))
    const { size } = await stat(paths.savedState)
    if (size !== record.bytes) throw new Error(`${size} bytes instead of ${record.bytes}`)
    return record
  } catch (error) {
    throw new GuesthouseError('SAVED_STATE_UNREADABLE', { path: paths.savedState }, error)
  }
}

/**
 * Everything that the guest's memory knows the content of: disks, what lies below them, and UEFI's
 * variables. A CD-ROM is not: to the guest, it may change at any time.
 */
function filesOf(config: GuestConfig, paths: GuestPaths): string[] {
  const disks = config.disks.flatMap(({ path, backing }) => [path, ...backing.map((b) => b.path)])
  return [...disks, ...(config.firmware.kind === 'uefi' ? [paths.nvram] : [])]
}

/** Size and time of change of all files that must not change until the guest goes on. */
export const identifyDisks = (config: GuestConfig, paths: GuestPaths): Promise<FileIdentity[]> =>
  Promise.all(
    filesOf(config, paths).map(async (path) => {
      const { size, mtimeNs } = await stat(path, { bigint: true })
      return { path, bytes: Number(size), changedNs: String(mtimeNs) }
    }),
  )

/**
 * Rejects with SAVED_STATE_STALE, naming the disk, where one was written to since: the guest would
 * write what it remembers of the old content over the new. One that is missing is DISK_MISSING.
 */
export async function refuseStale({ disks }: SavedRecord): Promise<void> {
  for (const { path, bytes, changedNs } of disks) {
    const now = await stat(path, { bigint: true }).catch((error: unknown) => {
      const code = errorCode(error) === 'ENOENT' ? 'DISK_MISSING' : 'DISK_UNREADABLE'
      throw new GuesthouseError(code, { path }, error)
    })
    if (Number(now.size) === bytes && String(now.mtimeNs) === changedNs) continue
    throw new GuesthouseError('SAVED_STATE_STALE', { path })
  }
}
