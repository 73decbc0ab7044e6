import type { QemuCapabilities } from '../capabilities/index.ts'
import type { CommandLineCapabilities } from './input.ts'

/** What a command line needs to know of a QEMU. */
export const commandLineCapabilities = (qemu: QemuCapabilities): CommandLineCapabilities => ({
  deviceTypes: new Set(qemu.deviceTypes),
  chardevTypes: new Set(qemu.chardevTypes),
  // The schema does not tell how -netdev is parsed. JSON came with the "stream" backend, which could
  // not have been written otherwise (netdev_is_modern in net/net.c).
  netdevJson: qemu.netdevTypes.includes('stream'),
  ioUring: qemu.ioUring,
})
