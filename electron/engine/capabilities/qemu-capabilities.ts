import * as z from 'zod/mini'

export const qemuCapabilitiesSchema = z.object({
  path: z.string(),
  /** e.g. "7.2.22" */
  version: z.string(),
  versionNumber: z.object({ major: z.int(), minor: z.int(), micro: z.int() }),
  /** QOM types that -device takes, e.g. "virtio-vga". */
  deviceTypes: z.array(z.string()),
})

/** What a QEMU can do, by its own account. */
export type QemuCapabilities = z.infer<typeof qemuCapabilitiesSchema>
