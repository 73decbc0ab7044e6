import * as z from 'zod/mini'
import { guestNameSchema } from '../../domain/guest-config.ts'
import {
  editSnapshotSchema,
  revertResultSchema,
  snapshotSizeSchema,
  snapshotTreeSchema,
  snapshotViewSchema,
  takeSnapshotSchema,
} from '../../domain/snapshots.ts'
import { guestRef, method, nothing, ofGuest, snapshotRef } from '../method.ts'

export const snapshotsMethods = {
  /**
   * What changes a guest's snapshots shows as its view's `job`, in every window; the list is asked
   * for again when that has ended.
   */
  'snapshots.list': method(guestRef, snapshotTreeSchema),
  'snapshots.take': method(
    z.object({ ...ofGuest, ...takeSnapshotSchema.shape }),
    snapshotViewSchema,
  ),
  'snapshots.revert': method(snapshotRef, revertResultSchema),
  'snapshots.delete': method(snapshotRef, nothing),
  'snapshots.edit': method(z.object({ ...ofGuest, ...editSnapshotSchema.shape }), nothing),
  'snapshots.newGuest': method(z.object({ ...snapshotRef.shape, name: guestNameSchema }), guestRef),
  /** What only this snapshot holds on the disk, for each; reads the images' tables. */
  'snapshots.sizes': method(guestRef, z.array(snapshotSizeSchema)),
} as const
