import * as z from 'zod/mini'
import {
  guestConfigSchema,
  filePathSchema,
  guestNameSchema,
  newGuestSchema,
} from './guest-config.ts'

/** What a machine can be made of. */
export const sourceKinds = ['iso', 'disk', 'ova', 'libvirt'] as const

/** What of a source is not taken over, or is changed on the way, by a code that has a sentence. */
export const sourceRemarkSchema = z.object({
  code: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
})
export type SourceRemark = z.infer<typeof sourceRemarkSchema>

/** A machine that a file describes whole: an OVA, a libvirt domain. */
const describedSchema = z.object({
  /** Without paths of disks that are still to be made; the engine fills them in. */
  config: guestConfigSchema,
  disks: z.array(
    z.object({
      /** Where it comes from: a path, or a member of the archive. */
      source: z.string(),
      virtualSizeBytes: z.number(),
      /** What it will take on the disk, about; 0 where it is used in place. */
      copyBytes: z.number(),
    }),
  ),
})

export const foundSourceSchema = z.object({
  path: z.string(),
  bytes: z.number(),
  source: z.discriminatedUnion('kind', [
    /** A machine to be installed from it: what to put into the form. */
    z.object({ kind: z.literal('iso'), guest: newGuestSchema, osName: z.nullable(z.string()) }),
    z.object({
      kind: z.literal('disk'),
      guest: newGuestSchema,
      format: z.string(),
      virtualSizeBytes: z.number(),
      backing: z.array(z.string()),
    }),
    z.object({ kind: z.literal('ova'), ...describedSchema.shape }),
    z.object({ kind: z.literal('libvirt'), ...describedSchema.shape }),
  ]),
  remarks: z.array(sourceRemarkSchema),
})
export type FoundSource = z.infer<typeof foundSourceSchema>

/** Makes a machine that a file describes; ISO and disk images go through `guests.create`. */
export const provisionSchema = z.object({
  path: filePathSchema,
  kind: z.enum(['ova', 'libvirt']),
  name: guestNameSchema,
  /** For libvirt: whether disks are copied, or used where they are. An OVA is always copied. */
  disks: z.enum(['copy', 'use']),
})
export type Provision = z.infer<typeof provisionSchema>
