import type { Acceleration } from '../../../shared/domain/guest.ts'
import type { GuestPaths } from '../../platform/paths.ts'
import type { QemuCapabilities } from '../capabilities/index.ts'
import type { QemuProcess } from '../process/qemu-process.ts'
import type { GuestContext } from './guest-context.ts'
import type { StartPlan } from './start-plan.ts'

/** All that a launch is made of. */
export interface LaunchInput {
  readonly plan: StartPlan
  readonly paths: GuestPaths
  readonly qemu: QemuCapabilities
  readonly acceleration: Acceleration
  readonly context: GuestContext
  readonly signal: AbortSignal
  /** Told of each QEMU as soon as it is there. */
  readonly spawned: (process: QemuProcess) => void
}
