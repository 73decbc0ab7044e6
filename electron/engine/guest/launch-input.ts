import type { Acceleration } from '../../../shared/domain/guest.ts'
import type { GuestPaths } from '../../platform/paths.ts'
import type { QemuCapabilities } from '../capabilities/index.ts'
import type { QemuProcess } from '../process/qemu-process.ts'
import type { GuestContext } from './guest-context.ts'
import type { StartPlan } from './start-plan.ts'

/** When a launch may go on, and when it must not. */
export interface LaunchTurn {
  readonly signal: AbortSignal
  /** To be awaited before QEMU is spawned (see Launches). */
  readonly ready: () => Promise<void>
}

/** All that a launch is made of. */
export interface LaunchInput extends LaunchTurn {
  readonly plan: StartPlan
  readonly paths: GuestPaths
  readonly qemu: QemuCapabilities
  readonly acceleration: Acceleration
  readonly context: GuestContext
  /** Told of each QEMU as soon as it is there. */
  readonly spawned: (process: QemuProcess) => void
}
