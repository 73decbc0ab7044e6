import * as z from 'zod/mini'
import { type Refusals, refusals } from './refusals.ts'
import { deviceIdSchema, filePathSchema } from './primitives.ts'

/** Formats that a guest writes to. */
export const writableFormats = ['qcow2', 'raw'] as const
/** What others made: opened read-only, or converted. */
export const foreignFormats = ['vmdk', 'vdi', 'vhdx'] as const
export const diskFormatSchema = z.enum([...writableFormats, ...foreignFormats])

export const diskBusSchema = z.enum(['virtio', 'scsi', 'nvme', 'sata', 'ide', 'sd', 'usb'])
/** QEMU's cache modes (qemu(1), -drive cache=). */
export const diskCacheSchema = z.enum(['writeback', 'none', 'writethrough', 'directsync', 'unsafe'])
/** `auto`: io_uring where this QEMU and kernel have it, threads otherwise. */
export const diskAioSchema = z.enum(['auto', 'io_uring', 'native', 'threads'])

/** A file below a disk that is only read. */
const backingSchema = z.looseObject({ path: filePathSchema, format: diskFormatSchema })

const isForeign = (format: string): boolean =>
  (foreignFormats as readonly string[]).includes(format)

/** Formats that can lie on another image. */
const isLayer = (format: string): boolean => format === 'qcow2' || format === 'vmdk'

interface DiskShape {
  readonly format: string
  readonly readOnly: boolean
  readonly bus: string
  readonly cache: string
  readonly aio: string
  readonly iothread: boolean
  readonly serial?: string | undefined
  readonly backing: readonly { readonly format: string }[]
}

/** Combinations of settings that no disk can have. */
export const impossibleDisks = {
  'format-read-only': ({ format, readOnly }) => isForeign(format) && !readOnly,
  // ATA and SD have no read-only disks, and QEMU refuses to pretend.
  'bus-not-read-only': ({ bus, readOnly }) =>
    readOnly && (bus === 'sata' || bus === 'ide' || bus === 'sd'),
  'iothread-bus': ({ bus, iothread }) => iothread && bus !== 'virtio' && bus !== 'scsi',
  // Linux AIO is asynchronous with O_DIRECT only (io_submit(2)).
  'aio-native-cache': ({ aio, cache }) =>
    aio === 'native' && cache !== 'none' && cache !== 'directsync',
  // QEMU's card has a write-back cache that cannot be turned off, and no serial number to choose.
  'sd-cache': ({ bus, cache }) =>
    bus === 'sd' && (cache === 'writethrough' || cache === 'directsync'),
  'sd-serial': ({ bus, serial }) => bus === 'sd' && serial !== undefined,
  'backing-below-format': ({ format, backing }) =>
    [format, ...backing.map((image) => image.format)].slice(0, -1).some((above) => !isLayer(above)),
} as const satisfies Refusals<DiskShape>

export const diskSchema = z
  .looseObject({
    id: deviceIdSchema,
    path: filePathSchema,
    format: diskFormatSchema,
    readOnly: z.boolean(),
    /** True where Guesthouse made the file; only such files are offered for deletion. */
    managed: z.boolean(),
    bus: z._default(diskBusSchema, 'virtio'),
    cache: z._default(diskCacheSchema, 'writeback'),
    /** Space that the guest frees is given back to the host. */
    discard: z._default(z.boolean(), true),
    aio: z._default(diskAioSchema, 'auto'),
    /** What the guest reads as the disk's serial number; 20 bytes is the shortest limit (virtio). */
    serial: z.optional(z.string().check(z.regex(/^[\w.-]{1,20}$/))),
    /** A thread of its own; virtio and scsi only. */
    iothread: z._default(z.boolean(), false),
    /**
     * The files below, nearest first, that the user has agreed to. QEMU is given exactly these; what
     * the image's header names besides is never opened.
     */
    backing: z._default(z.array(backingSchema).check(z.maxLength(32)), []),
  })
  .check(...refusals(impossibleDisks))

export const cdromSchema = z.looseObject({
  id: deviceIdSchema,
  /** null: an empty drive. */
  path: z.nullable(filePathSchema),
  bus: z._default(z.enum(['sata', 'ide', 'scsi', 'usb']), 'sata'),
})

export type DiskConfig = z.infer<typeof diskSchema>
export type DiskFormat = z.infer<typeof diskFormatSchema>
export type DiskBus = z.infer<typeof diskBusSchema>
export type BackingFile = z.infer<typeof backingSchema>
export type CdromConfig = z.infer<typeof cdromSchema>
