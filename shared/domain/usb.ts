import * as z from 'zod/mini'

/** A USB device that is plugged into this computer, as the kernel tells of it; hubs are left out. */
export const hostUsbDeviceSchema = z.object({
  /** Four hexadecimal digits, as lsusb prints them. */
  vendor: z.string(),
  product: z.string(),
  /** In the device's own words; null where it has none. */
  manufacturer: z.nullable(z.string()),
  name: z.nullable(z.string()),
  bus: z.int(),
  /** The path through hubs, e.g. "1.4.2"; it stays the same when the device is plugged in again. */
  port: z.string(),
  /** Of this plugging in; the next one has another. */
  address: z.int(),
  /** Mbit/s; null where the kernel does not know. */
  speedMbps: z.nullable(z.number()),
  node: z.string(),
  /** Whether this user may lend it to a guest; if not, `rule` mends that. */
  access: z.enum(['writable', 'no-permission', 'no-node']),
  /** A line for /etc/udev/rules.d that gives the device to whoever sits at the computer. */
  rule: z.string(),
})
export type HostUsbDevice = z.infer<typeof hostUsbDeviceSchema>
