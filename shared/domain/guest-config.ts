import * as z from 'zod/mini'

/** Version of the guest.json format that this build writes. */
export const GUEST_SCHEMA_VERSION = 1

export const GUEST_NAME_MAX = 128
export const MEMORY_MIB = { min: 16, max: 8 * 1024 * 1024 } as const
export const CPU_COUNT = { min: 1, max: 288 } as const
export const DISK_BYTES = { min: 1024 * 1024, max: 64 * 1024 ** 4 } as const

// Control characters (C0, DEL, C1), line separators and unpaired surrogates have no place in a name.
// oxlint-disable-next-line no-control-regex
const FORBIDDEN_IN_NAME = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]|\p{Surrogate}/u
// oxlint-disable-next-line no-control-regex
const FORBIDDEN_IN_PATH = /[\u0000\n\r]/

export const guestIdSchema = z.uuid()

/** A name is text for people: anything printable, 1 to 128 characters, not blank at the ends. */
export const guestNameSchema = z.string().check(
  z.trim(),
  z.minLength(1, 'name-empty'),
  z.maxLength(GUEST_NAME_MAX, 'name-long'),
  z.refine((name: string) => !FORBIDDEN_IN_NAME.test(name), 'name-control-characters'),
)

/** An absolute path, 4,095 bytes at most by PATH_MAX. */
export const filePathSchema = z.string().check(
  z.refine((path: string) => path.startsWith('/'), 'path-not-absolute'),
  z.maxLength(4095, 'path-long'),
  z.refine((path: string) => !FORBIDDEN_IN_PATH.test(path), 'path-control-characters'),
)

export const memoryMiBSchema = z.int().check(z.gte(MEMORY_MIB.min), z.lte(MEMORY_MIB.max))
export const cpuCountSchema = z.int().check(z.gte(CPU_COUNT.min), z.lte(CPU_COUNT.max))
export const diskBytesSchema = z
  .int()
  .check(z.gte(DISK_BYTES.min), z.lte(DISK_BYTES.max), z.multipleOf(512))
export const diskFormatSchema = z.enum(['qcow2', 'raw'])

/** Ids that every guest has already: of devices, of sockets and of logs. */
const RESERVED_IDS: ReadonlySet<string> = new Set([
  'qmp',
  'vnc',
  'pid',
  'qemu',
  'rng',
  'usb',
  'tablet',
  'video0',
])

/** Ids of devices become QEMU ids and socket names, so they are short and plain. */
const deviceIdSchema = z.string().check(
  z.regex(/^[a-z][a-z0-9-]{0,15}$/),
  z.refine((id: string) => !RESERVED_IDS.has(id), 'id-reserved'),
)

const diskSchema = z.looseObject({
  id: deviceIdSchema,
  path: filePathSchema,
  format: diskFormatSchema,
  readOnly: z.boolean(),
  /** True where Guesthouse made the file; only such files are offered for deletion. */
  managed: z.boolean(),
})

const cdromSchema = z.looseObject({
  id: deviceIdSchema,
  /** null: an empty drive. */
  path: z.nullable(filePathSchema),
})

const nicSchema = z.looseObject({
  id: deviceIdSchema,
  /** Locally administered, unicast, lower case. */
  mac: z.string().check(z.regex(/^[0-9a-f][26ae](:[0-9a-f]{2}){5}$/)),
  backend: z.enum(['user']),
})

const serialSchema = z.looseObject({ id: deviceIdSchema })

/** Linux on x86 takes 2,047 bytes (COMMAND_LINE_SIZE). */
const commandLineSchema = z.string().check(
  z.maxLength(2047),
  z.refine((line: string) => !FORBIDDEN_IN_PATH.test(line), 'control-characters'),
)

const kernelSchema = z.looseObject({
  kernel: filePathSchema,
  initrd: z.optional(filePathSchema),
  commandLine: commandLineSchema,
})

const uniqueIds = (config: { [key: string]: unknown }): boolean => {
  const ids = ['disks', 'cdroms', 'nics', 'serials'].flatMap((key) =>
    (config[key] as { id: string }[]).map((device) => device.id),
  )
  return new Set(ids).size === ids.length
}

/**
 * What a guest is: the content of guest.json. Objects are loose, so that a field that this build
 * does not know survives being read and written again.
 */
export const guestConfigSchema = z
  .looseObject({
    schema: z.literal(GUEST_SCHEMA_VERSION),
    id: guestIdSchema,
    name: guestNameSchema,
    memoryMiB: memoryMiBSchema,
    cpus: cpuCountSchema,
    accelerator: z.enum(['auto', 'kvm', 'tcg']),
    kernelBoot: z.optional(kernelSchema),
    disks: z.array(diskSchema).check(z.maxLength(16)),
    cdroms: z.array(cdromSchema).check(z.maxLength(4)),
    nics: z.array(nicSchema).check(z.maxLength(8)),
    serials: z.array(serialSchema).check(z.maxLength(4)),
    display: z.enum(['vnc', 'none']),
    /** ms since the epoch */
    createdAt: z.int(),
  })
  .check(z.refine(uniqueIds, 'device-ids-not-unique'))

export type GuestConfig = z.infer<typeof guestConfigSchema>
export type DiskConfig = z.infer<typeof diskSchema>
export type CdromConfig = z.infer<typeof cdromSchema>
export type NicConfig = z.infer<typeof nicSchema>
export type SerialConfig = z.infer<typeof serialSchema>
export type KernelBoot = z.infer<typeof kernelSchema>

/** What "New machine" sends. Ids, MAC addresses and places of files are the engine's business. */
export const newGuestSchema = z.object({
  name: guestNameSchema,
  memoryMiB: memoryMiBSchema,
  cpus: cpuCountSchema,
  disk: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('none') }),
    z.object({ kind: z.literal('new'), sizeBytes: diskBytesSchema }),
    z.object({ kind: z.literal('existing'), path: filePathSchema }),
  ]),
  cdrom: z.optional(filePathSchema),
  kernelBoot: z.optional(
    z.object({
      kernel: filePathSchema,
      initrd: z.optional(filePathSchema),
      commandLine: commandLineSchema,
    }),
  ),
})
export type NewGuest = z.infer<typeof newGuestSchema>
