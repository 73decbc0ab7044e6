export { findQemu, findQemuImg } from './find-qemu.ts'
export { probeQemu } from './probe-qemu.ts'
export type { QemuCapabilities } from './qemu-capabilities.ts'
