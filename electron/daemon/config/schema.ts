import * as z from 'zod/mini'
import type { DaemonFeature } from '../../../shared/domain/daemon.ts'

/** What /etc/guesthouse/daemon.toml says, checked. */
export interface DaemonConfig {
  readonly features: Readonly<Record<DaemonFeature, boolean>>
  readonly network: {
    /** Bridges of this computer on which TAP devices may be made. */
    readonly bridges: readonly string[]
    readonly tapsPerUser: number
    readonly tapsPerBridge: number
  }
  readonly storage: {
    /** Absolute paths: more directories whose files guests may use. */
    readonly directories: readonly string[]
    /** Absolute paths: single files that guests may use. */
    readonly files: readonly string[]
  }
  readonly usb: {
    /** "vendor:product", four lower-case hexadecimal digits each, as lsusb has them. */
    readonly devices: readonly string[]
  }
}

/** The most ports that a bridge has: BR_MAX_PORTS of linux/net/bridge/br_private.h, less the uplink. */
const MOST_TAPS = 1023
/** Elements of a list; more than anybody writes by hand. */
const MOST_ELEMENTS = 256
/** Bytes: PATH_MAX of linux/limits.h with its terminating zero. */
const PATH_MAX = 4095

const feature = (on: boolean) => z._default(z.boolean('it has to be true or false'), on)

/**
 * A name that the kernel takes for an interface (dev_valid_name in net/core/dev.c: at most 15 bytes), and
 * of those only such that mean nothing to a shell or to ip.
 */
const bridge = z
  .string('it has to be a name in quotation marks')
  .check(
    z.regex(
      /^[A-Za-z0-9][A-Za-z0-9_.-]{0,14}$/,
      'a bridge’s name has 1 to 15 letters, digits, “.”, “_” or “-”',
    ),
  )

const isPlain = (path: string): boolean =>
  !/[\p{Cc}\p{Cs}"\\:]/u.test(path) && Buffer.byteLength(path) <= PATH_MAX
const isNormal = (path: string): boolean =>
  /^(\/[^/]+)+$/.test(path) && !path.split('/').some((name) => name === '.' || name === '..')

/** A path that means the same wherever it is written: in a unit, in a rule, in a message. */
const path = z
  .string('it has to be a path in quotation marks')
  .check(
    z.refine(isNormal, 'a path begins with “/”, ends without, and has no “.”, “..” or “//” in it'),
    z.refine(isPlain, 'a path has no control character, quotation mark, backslash or colon in it'),
  )

const usbDevice = z.pipe(
  z
    .string('it has to be an id in quotation marks')
    .check(z.regex(/^[0-9a-f]{4}:[0-9a-f]{4}$/i, 'a device is written as “046d:c52b”; see lsusb')),
  z.transform((id: string) => id.toLowerCase()),
)

const isUnique = (values: readonly string[]): boolean => new Set(values).size === values.length

const list = <S extends z.ZodMiniType<string>>(element: S, fallback: z.output<S>[]) =>
  z._default(
    z
      .array(element, 'it has to be a list in square brackets')
      .check(
        z.maxLength(MOST_ELEMENTS, `a list has at most ${MOST_ELEMENTS} elements`),
        z.refine(isUnique, 'an element of the list is there twice'),
      ),
    fallback,
  )

const limit = (fallback: number) => {
  const reason = `it has to be a whole number from 1 to ${MOST_TAPS}`
  return z._default(z.int(reason).check(z.gte(1, reason), z.lte(MOST_TAPS, reason)), fallback)
}

const table = <T extends Record<string, z.ZodMiniType>>(shape: T) => z.strictObject(shape)

/** Every table and key of the file, as it is written there, with what holds where it has none. */
export const fileSchema = table({
  features: z.prefault(
    table({
      'separate-qemu-account': feature(true),
      'bridged-networking': feature(false),
      'nat-network': feature(false),
      'user-networking': feature(true),
      'import-files': feature(true),
      'host-usb': feature(false),
      autostart: feature(true),
    } satisfies Record<DaemonFeature, z.ZodMiniType>),
    {},
  ),
  network: z.prefault(
    table({
      bridges: list(bridge, ['br0']),
      'taps-per-user': limit(4),
      'taps-per-bridge': limit(64),
    }),
    {},
  ),
  storage: z.prefault(table({ directories: list(path, []), files: list(path, []) }), {}),
  usb: z.prefault(table({ devices: list(usbDevice, []) }), {}),
})
