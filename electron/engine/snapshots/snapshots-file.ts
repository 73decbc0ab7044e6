import { readFile } from 'node:fs/promises'
import * as z from 'zod/mini'
import { migrateGuest } from '../../../shared/domain/config/migrate.ts'
import { GuesthouseError } from '../../../shared/domain/errors.ts'
import { acceleratorReasonSchema, acceleratorSchema } from '../../../shared/domain/guest.ts'
import { guestConfigSchema } from '../../../shared/domain/guest-config.ts'
import { snapshotIdSchema, snapshotViewSchema } from '../../../shared/domain/snapshots.ts'
import { errorCode, writeFileAtomic } from '../../platform/files.ts'
import type { GuestPaths } from '../../platform/paths.ts'
import { isTree } from './snapshot-tree.ts'

const SNAPSHOTS_SCHEMA_VERSION = 1

/** A snapshot as it is kept: `id` is its tag inside the images. */
const snapshotSchema = z.looseObject({
  ...snapshotViewSchema.shape,
  /** The guest's description, as it was. */
  config: z.pipe(z.transform(migrateGuest), guestConfigSchema),
  /** What memory was saved under; null without memory. */
  processor: z.nullable(
    z.object({
      accelerator: acceleratorSchema,
      reason: acceleratorReasonSchema,
      /** Value of QEMU's -cpu; null where it was not known. */
      cpu: z.nullable(z.string()),
    }),
  ),
  /** It is in UEFI's variables as well. */
  nvram: z.boolean(),
  /** A copy of the TPM's state lies beside. */
  tpm: z.boolean(),
})
export type Snapshot = z.infer<typeof snapshotSchema>

/** What was begun and has to be put in order where it was cut off. */
const pendingSchema = z.object({
  action: z.enum(['take', 'revert', 'delete']),
  snapshot: snapshotIdSchema,
  /** The guest ran, and has to go on: taking memory stops it. */
  goOn: z._default(z.boolean(), false),
})

const fileSchema = z
  .looseObject({
    schema: z.literal(SNAPSHOTS_SCHEMA_VERSION),
    snapshots: z.array(snapshotSchema),
    current: z.nullable(snapshotIdSchema),
    pending: z._default(z.nullable(pendingSchema), null),
  })
  .check(z.refine(isTree, 'not-a-tree'))
export type SnapshotsFile = z.infer<typeof fileSchema>

const none: SnapshotsFile = {
  ...{ schema: SNAPSHOTS_SCHEMA_VERSION, snapshots: [], current: null, pending: null },
}

/**
 * Names, notes and the tree of a guest's snapshots; what they hold is in the images. Rejects with
 * SNAPSHOTS_UNREADABLE; a guest without the file has none.
 */
export async function readSnapshots({ snapshotsFile: path }: GuestPaths): Promise<SnapshotsFile> {
  try {
    return fileSchema.parse(JSON.parse(await readFile(path, 'utf8')))
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return none
    throw new GuesthouseError('SNAPSHOTS_UNREADABLE', { path }, error)
  }
}

/** Durable. Rejects with NO_SPACE or FILE_WRITE_FAILED. */
export const writeSnapshots = (
  paths: GuestPaths,
  file: Omit<SnapshotsFile, 'snapshots'> & { readonly snapshots: readonly Snapshot[] },
): Promise<void> => writeFileAtomic(paths.snapshotsFile, `${JSON.stringify(file, null, 2)}\n`)

/** Rejects with SNAPSHOT_NOT_FOUND. */
export function snapshotOf({ snapshots }: SnapshotsFile, id: string): Snapshot {
  const snapshot = snapshots.find((candidate) => candidate.id === id)
  if (snapshot === undefined) throw new GuesthouseError('SNAPSHOT_NOT_FOUND')
  return snapshot
}
