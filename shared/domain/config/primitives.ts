import * as z from 'zod/mini'

export const GUEST_NAME_MAX = 128
export const MEMORY_MIB = { min: 16, max: 8 * 1024 * 1024 } as const
export const CPU_COUNT = { min: 1, max: 288 } as const
export const DISK_BYTES = { min: 1024 * 1024, max: 64 * 1024 ** 4 } as const

// Control characters (C0, DEL, C1), line separators and unpaired surrogates have no place in a name.
// oxlint-disable-next-line no-control-regex
const FORBIDDEN_IN_NAME = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]|\p{Surrogate}/u
// oxlint-disable-next-line no-control-regex
const FORBIDDEN_IN_LINE = /[\u0000\n\r]|\p{Surrogate}/u

export const guestIdSchema = z.uuid()

/** A name is text for people: anything printable, 1 to 128 characters, not blank at the ends. */
export const guestNameSchema = z.string().check(
  z.trim(),
  z.minLength(1, 'name-empty'),
  z.maxLength(GUEST_NAME_MAX, 'name-long'),
  z.refine((name: string) => !FORBIDDEN_IN_NAME.test(name), 'name-control-characters'),
)

/** An absolute path. The kernel takes 4,095 bytes (PATH_MAX); how many characters these are varies. */
export const filePathSchema = z.string().check(
  z.refine((path: string) => path.startsWith('/'), 'path-not-absolute'),
  z.maxLength(4095, 'path-long'),
  z.refine((path: string) => !FORBIDDEN_IN_LINE.test(path), 'path-control-characters'),
)

/** Text without line breaks, NUL and what is no character, at most `max` characters. */
export const lineSchema = (max: number) =>
  z.string().check(
    z.maxLength(max),
    z.refine((line: string) => !FORBIDDEN_IN_LINE.test(line), 'control-characters'),
  )

export const memoryMiBSchema = z.int().check(z.gte(MEMORY_MIB.min), z.lte(MEMORY_MIB.max))
export const cpuCountSchema = z.int().check(z.gte(CPU_COUNT.min), z.lte(CPU_COUNT.max))
export const diskBytesSchema = z
  .int()
  .check(z.gte(DISK_BYTES.min), z.lte(DISK_BYTES.max), z.multipleOf(512))

/** Ids that the engine gives to parts that every guest may have: QEMU ids, sockets and logs. */
const RESERVED_IDS: ReadonlySet<string> = new Set([
  ...['qmp', 'vnc', 'pid', 'qemu', 'rng', 'usb', 'tablet', 'video0', 'run', 'agent', 'clipboard'],
  ...['nvram', 'firmware', 'tpm', 'audio', 'sound', 'balloon', 'watchdog', 'panic', 'vsock'],
  ...['scsi', 'sata', 'ide', 'pci', 'pcie', 'virtio-serial', 'memory', 'silence'],
])

/**
 * What the engine names after a device (electron/engine/command-line/device-parts.ts), and its
 * ports for devices to come: no id looks like one of them. Nor like a helper's socket, beside which a
 * serial port's is (GuestPaths.helperSocket).
 */
const DERIVED_ID =
  /^port-|^h-|-(?:node|file|backing|backing-\d+|net|chr|fs|io|dev|controller|codec)$/

/** Ids of devices become QEMU ids and socket names, so they are short and plain. */
export const deviceIdSchema = z.string().check(
  z.regex(/^[a-z][a-z0-9-]{0,15}$/),
  z.refine((id: string) => !RESERVED_IDS.has(id) && !DERIVED_ID.test(id), 'id-reserved'),
)
