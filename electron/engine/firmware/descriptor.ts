import * as z from 'zod/mini'

/**
 * A firmware descriptor, in part: what is needed to choose an x86 UEFI for pflash. The format is
 * QEMU's docs/interop/firmware.json. Objects are loose, and what newer versions may add to a closed
 * list is read as text, so that an unknown word makes a firmware unsuitable and not unreadable.
 */
const imageSchema = z.looseObject({ filename: z.string(), format: z.string() })

export const descriptorSchema = z.looseObject({
  description: z._default(z.string(), ''),
  'interface-types': z.array(z.string()),
  mapping: z.looseObject({
    device: z.string(),
    /** `flash` alone; absent before QEMU 6.2's format, when `split` was all there was. */
    mode: z._default(z.string(), 'split'),
    executable: z.optional(imageSchema),
    'nvram-template': z.optional(imageSchema),
  }),
  targets: z.array(
    z.looseObject({ architecture: z.string(), machines: z._default(z.array(z.string()), []) }),
  ),
  features: z._default(z.array(z.string()), []),
})
export type FirmwareDescriptor = z.infer<typeof descriptorSchema>

/** A descriptor and the file that it was read from. */
export interface FoundDescriptor {
  readonly path: string
  readonly descriptor: FirmwareDescriptor
}
