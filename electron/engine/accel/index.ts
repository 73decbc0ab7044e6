export { nextCpuAfterFailure } from './cpu-features.ts'
export { KVM_DEVICE, openKvm } from './kvm-device.ts'
export { type AcceleratorChoice, chooseAccelerator } from './ladder.ts'
export { probeAcceleration, type ProbeAccelerationOptions } from './probe-acceleration.ts'
