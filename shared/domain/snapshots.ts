import * as z from 'zod/mini'
import { guestNameSchema } from './config/primitives.ts'

/**
 * What a snapshot holds. memory: the disks and the memory of one moment. disk: the disks of a guest
 * that ran, as after a power cut. off: the disks of a guest that was off.
 */
export const snapshotKindSchema = z.enum(['memory', 'disk', 'off'])
export type SnapshotKind = z.infer<typeof snapshotKindSchema>

export const snapshotIdSchema = z.uuid()

/** Characters. */
export const SNAPSHOT_NOTE_MAX = 4096

export const snapshotNoteSchema = z.string().check(z.maxLength(SNAPSHOT_NOTE_MAX))

/** A snapshot as a client sees it. */
export const snapshotViewSchema = z.object({
  id: snapshotIdSchema,
  name: guestNameSchema,
  note: snapshotNoteSchema,
  /** The one that the guest came from when it was taken; null for a first one. */
  parent: z.nullable(snapshotIdSchema),
  kind: snapshotKindSchema,
  /** ms since the epoch */
  takenAt: z.number(),
  /** The guest's file systems were at rest: its agent saw to that. */
  frozen: z.boolean(),
  /** What the memory takes on the disk, in bytes; 0 without memory. */
  memoryBytes: z.number(),
  /** QEMU's versioned machine type, e.g. "pc-q35-7.2"; null where none ran. */
  machineType: z.nullable(z.string()),
  qemuVersion: z.nullable(z.string()),
})
export type SnapshotView = z.infer<typeof snapshotViewSchema>

export const snapshotTreeSchema = z.object({
  /** Oldest first. */
  snapshots: z.array(snapshotViewSchema),
  /** The one that the guest's present state came from; null before the first. */
  current: z.nullable(snapshotIdSchema),
})
export type SnapshotTree = z.infer<typeof snapshotTreeSchema>

export const takeSnapshotSchema = z.object({
  name: guestNameSchema,
  note: z._default(snapshotNoteSchema, ''),
  /** With the memory of a guest that runs; of one that is off there is none. */
  memory: z.boolean(),
})
export type TakeSnapshot = z.infer<typeof takeSnapshotSchema>

export const editSnapshotSchema = z.object({
  snapshot: snapshotIdSchema,
  name: guestNameSchema,
  note: snapshotNoteSchema,
})
export type EditSnapshot = z.infer<typeof editSnapshotSchema>

/** `hardware`: the machine has again the devices of that time, which differ from what it had. */
export const revertResultSchema = z.object({ hardware: z.boolean() })
export type RevertResult = z.infer<typeof revertResultSchema>

/** Bytes on the disk that would be free without the snapshot: its memory, and what only it holds. */
export const snapshotSizeSchema = z.object({ id: snapshotIdSchema, bytes: z.number() })
export type SnapshotSize = z.infer<typeof snapshotSizeSchema>
