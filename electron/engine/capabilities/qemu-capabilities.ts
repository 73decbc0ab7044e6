import * as z from 'zod/mini'

export const qemuCapabilitiesSchema = z.object({
  path: z.string(),
  /** e.g. "7.2.22" */
  version: z.string(),
  versionNumber: z.object({ major: z.int(), minor: z.int(), micro: z.int() }),
  /** QOM types that -device takes, e.g. "virtio-vga". */
  deviceTypes: z.array(z.string()),
  /** Machine types by their names, e.g. "pc-q35-7.2"; "q35" and "pc" are aliases and not in it. */
  machineTypes: z.array(z.string()),
  /** Kinds of -netdev, e.g. "stream". */
  netdevTypes: z.array(z.string()),
  /** Kinds of -chardev, e.g. "qemu-vdagent". */
  chardevTypes: z.array(z.string()),
  /** Drivers of -audiodev that can be loaded, e.g. "pa". */
  audioDrivers: z.array(z.string()),
  /** Whether QEMU was built with io_uring and this kernel lets the user have it. */
  ioUring: z.boolean(),
})

/** What a QEMU can do, by its own account. */
export type QemuCapabilities = z.infer<typeof qemuCapabilitiesSchema>
