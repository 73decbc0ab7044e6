import * as z from 'zod/mini'
import { deviceIdSchema, filePathSchema, lineSchema } from './primitives.ts'

export const serialSchema = z.looseObject({ id: deviceIdSchema })

/** Linux on x86 takes 2,047 bytes (COMMAND_LINE_SIZE). */
export const commandLineSchema = lineSchema(2047)

export const kernelSchema = z.looseObject({
  kernel: filePathSchema,
  initrd: z.optional(filePathSchema),
  commandLine: commandLineSchema,
})

/** `auto`: what the firmware and the operating system of the guest work best with. */
export const videoSchema = z.enum(['auto', 'virtio', 'virtio-gl', 'vga', 'qxl'])

export const soundSchema = z.looseObject({
  device: z.enum(['hda-duplex', 'hda-output', 'hda-micro', 'ac97', 'virtio']),
  /**
   * Whether the guest may listen. Without it a card that plays and records has no input, and one
   * that only records gets silence.
   */
  microphone: z._default(z.boolean(), false),
})

export const firmwareSchema = z.discriminatedUnion('kind', [
  z.looseObject({ kind: z.literal('bios') }),
  z.looseObject({ kind: z.literal('uefi'), secureBoot: z._default(z.boolean(), false) }),
])

export const watchdogSchema = z.looseObject({
  action: z.enum(['reset', 'shutdown', 'poweroff', 'pause', 'inject-nmi', 'none']),
})

/** Four hexadecimal digits, as lsusb prints them. */
const usbNumberSchema = z.string().check(z.regex(/^[0-9a-f]{4}$/))

/** A USB device of this computer that is lent to the guest. */
export const usbDeviceSchema = z.looseObject({
  id: deviceIdSchema,
  match: z.discriminatedUnion('kind', [
    /** Any device of the kind, wherever it is plugged in. */
    z.object({ kind: z.literal('product'), vendor: usbNumberSchema, product: usbNumberSchema }),
    /** Whatever is plugged in there; `port` is a path through hubs, e.g. "1.4.2". */
    z.object({
      kind: z.literal('port'),
      bus: z.int().check(z.gte(1), z.lte(255)),
      port: z.string().check(z.regex(/^\d{1,3}(\.\d{1,3}){0,6}$/)),
    }),
  ]),
})

/** A folder of this computer that the guest can mount under `tag`. */
export const shareSchema = z.looseObject({
  id: deviceIdSchema,
  path: filePathSchema,
  /**
   * virtiofs takes 36 bytes, 9p 31. It is a word of mount(8) in the guest and the name of a folder
   * there, so it is neither an option nor a way up.
   */
  tag: z.string().check(z.regex(/^\w[\w.-]{0,30}$/)),
  readOnly: z._default(z.boolean(), false),
  /** `auto`: virtiofs where it works for an ordinary user, 9p otherwise. */
  driver: z._default(z.enum(['auto', 'virtiofs', '9p']), 'auto'),
})

/** Limits of the guest's systemd scope; without a user manager they have no effect. */
export const limitsSchema = z.looseObject({
  memoryMiB: z.optional(z.int().check(z.gte(64))),
  /** Of one processor: 150 is one and a half. */
  cpuPercent: z.optional(z.int().check(z.gte(1), z.lte(100_000))),
})

export type SerialConfig = z.infer<typeof serialSchema>
export type KernelBoot = z.infer<typeof kernelSchema>
export type SoundConfig = z.infer<typeof soundSchema>
export type FirmwareConfig = z.infer<typeof firmwareSchema>
export type UsbDeviceConfig = z.infer<typeof usbDeviceSchema>
export type ShareConfig = z.infer<typeof shareSchema>
export type LimitsConfig = z.infer<typeof limitsSchema>
