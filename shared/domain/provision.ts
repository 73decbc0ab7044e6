import * as z from 'zod/mini'
import { cpuCountSchema, memoryMiBSchema } from './config/primitives.ts'
import { diskBusSchema, diskFormatSchema } from './config/storage.ts'
import { errorDataSchema } from './guest.ts'
import {
  filePathSchema,
  guestConfigSchema,
  guestNameSchema,
  newGuestSchema,
} from './guest-config.ts'

/** What of a source is not taken over, or is changed on the way. The window has a sentence for each. */
export const remarkCodes = [
  // of all
  'firmware-missing', // UEFI is wanted, and none is installed here
  'secure-boot-missing', // the firmware of this computer cannot check signatures
  'tpm-missing', // swtpm is not installed
  // of installation images
  'iso-not-bootable',
  'iso-other-processor',
  'windows-buses', // disk and network as Windows has drivers for
  // of described machines
  'name-changed',
  'machine-changed',
  'secure-boot-off',
  'nvram-new',
  'tpm-new',
  'tpm-lent',
  'memory-rounded',
  'memory-hotplug',
  'topology-dropped',
  'cpu-features',
  'kernel-file',
  'disk-not-file',
  'disk-blank',
  'disk-shareable',
  'disk-limits',
  'disk-serial',
  'bus-changed',
  'cdrom-empty',
  'floppy',
  'network-to-user',
  'network-bridge',
  'network-extra',
  'nic-model',
  'mac-new',
  'serial-target',
  'sound-model',
  'video-model',
  'spice',
  'share-given',
  'share-left',
  'usb-given',
  'host-device',
  'vsock-new',
  'watchdog-action',
  'setting-left',
  'device-left',
  'qemu-arguments',
  'ova-licence',
  'ova-properties',
  'ova-signature',
] as const
export type RemarkCode = (typeof remarkCodes)[number]

export const sourceRemarkSchema = z.object({
  code: z.enum(remarkCodes),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
})
export type SourceRemark = z.infer<typeof sourceRemarkSchema>

/** A disk of a machine that a file describes. Sizes are in bytes. */
const describedDiskSchema = z.object({
  /** Where it comes from: a path, or a member of the archive; empty for one that is made anew. */
  source: z.string(),
  bus: diskBusSchema,
  format: z.nullable(diskFormatSchema),
  virtualSizeBytes: z.number(),
  /** What a copy of it will take on the disk, about. */
  copyBytes: z.number(),
  /** The files below it, nearest first. */
  backing: z.array(z.string()),
  /** Why the machine cannot be made with it. */
  problem: z.nullable(errorDataSchema),
  /** Why it cannot be used where it is, but can be copied. */
  copyOnly: z.boolean(),
})
export type DescribedDisk = z.infer<typeof describedDiskSchema>

/** A machine that a file describes whole: an OVA, a libvirt domain. */
const describedShape = {
  /** Without its disks, whose places are not known before it is made. */
  config: guestConfigSchema,
  disks: z.array(describedDiskSchema),
}

/** What the makers of a system ask for. */
const systemNeedsSchema = z.object({ memoryMiB: z.int(), diskBytes: z.number() })
export type SystemNeeds = z.infer<typeof systemNeedsSchema>

export const foundSourceSchema = z.object({
  path: z.string(),
  bytes: z.number(),
  source: z.discriminatedUnion('kind', [
    /** A machine to be installed from it: what to put into the form. */
    z.object({
      kind: z.literal('iso'),
      guest: newGuestSchema,
      osName: z.nullable(z.string()),
      needs: z.nullable(systemNeedsSchema),
    }),
    z.object({
      kind: z.literal('disk'),
      guest: newGuestSchema,
      format: z.string(),
      virtualSizeBytes: z.number(),
      backing: z.array(z.string()),
      /** It cannot be used where it is, but a copy can. */
      copyOnly: z.boolean(),
    }),
    z.object({ kind: z.literal('ova'), ...describedShape }),
    z.object({ kind: z.literal('libvirt'), ...describedShape }),
  ]),
  remarks: z.array(sourceRemarkSchema),
})
export type FoundSource = z.infer<typeof foundSourceSchema>
export type DescribedSource = Extract<FoundSource['source'], { readonly kind: 'ova' | 'libvirt' }>

/** The files below its disks, as shown to the user, who agreed. */
const acceptBackingSchema = z.optional(z.array(filePathSchema).check(z.maxLength(512)))

const fromDescription = {
  path: filePathSchema,
  name: guestNameSchema,
  memoryMiB: memoryMiBSchema,
  cpus: cpuCountSchema,
}

/** Makes a machine of a file. An ISO, and a disk that stays where it is, go through `guests.create`. */
export const provisionSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ova'), ...fromDescription }),
  z.object({
    kind: z.literal('libvirt'),
    ...fromDescription,
    /** Whether its disks are copied, or used where they are. */
    disks: z.enum(['copy', 'use']),
    acceptBacking: acceptBackingSchema,
  }),
  /** As `guests.create`, but with a qcow2 of its own that has the content of the existing disk. */
  z.object({ kind: z.literal('disk'), guest: newGuestSchema }),
])
export type Provision = z.infer<typeof provisionSchema>
