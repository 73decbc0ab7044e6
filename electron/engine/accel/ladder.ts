import type { Acceleration, Accelerator, AcceleratorReason } from '../../../shared/domain/guest.ts'
import type { GuestConfig } from '../../../shared/domain/guest-config.ts'

export interface AcceleratorChoice {
  readonly accelerator: Accelerator
  readonly reason: AcceleratorReason
  /** Value of -cpu. */
  readonly cpu: string
}

/** Everything that TCG can emulate. */
const TCG_CPU = 'max'

/**
 * What a guest runs on: what it asks for, and with "auto" what this host's self-test found best.
 * KVM that was asked for is given even where it is known not to work: the guest's setting is taken
 * at its word, and QEMU says what is wrong. Pure.
 */
export function chooseAccelerator(
  requested: GuestConfig['accelerator'],
  host: Acceleration,
): AcceleratorChoice {
  const accelerator = requested === 'auto' ? host.accelerator : requested
  const reason = requested === 'auto' ? host.reason : 'asked-for'
  return { accelerator, reason, cpu: accelerator === 'kvm' ? host.kvmCpu : TCG_CPU }
}
