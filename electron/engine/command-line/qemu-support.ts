import type { QemuCapabilities } from '../capabilities/index.ts'
import type { CommandLineCapabilities } from './input.ts'

/** Some 600 types are sorted into a set, which the starts of one QEMU share. */
const known = new WeakMap<QemuCapabilities, CommandLineCapabilities>()

/** What a command line needs to know of a QEMU. */
export function commandLineCapabilities(qemu: QemuCapabilities): CommandLineCapabilities {
  const present = known.get(qemu)
  if (present !== undefined) return present
  const capabilities = derive(qemu)
  known.set(qemu, capabilities)
  return capabilities
}

const derive = (qemu: QemuCapabilities): CommandLineCapabilities => ({
  deviceTypes: new Set(qemu.deviceTypes),
  chardevTypes: new Set(qemu.chardevTypes),
  // The schema does not tell how -netdev is parsed. JSON came with the "stream" backend, which could
  // not have been written otherwise (netdev_is_modern in net/net.c).
  netdevJson: qemu.netdevTypes.includes('stream'),
  ioUring: qemu.ioUring,
})
