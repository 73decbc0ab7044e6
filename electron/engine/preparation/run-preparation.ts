import type { GuestConfig } from '../../../shared/domain/guest-config.ts'
import type { Notice } from '../../../shared/domain/notices.ts'
import type { Logger } from '../../platform/logger.ts'
import type { GuestPaths, Paths } from '../../platform/paths.ts'
import type { GuestAccount, RunFiles } from '../account/index.ts'
import type { QemuCapabilities } from '../capabilities/index.ts'
import type { RunHandle } from '../guest/guest-handle.ts'
import type { TapMaker } from '../network/tap-provider.ts'
import type { HelperProcess, HelperSpec } from '../process/helper-process.ts'

/**
 * What the parts that prepare a run (firmware, TPM, sound, network, shares) work with. They run
 * side by side, before QEMU is started. A part that throws makes the start fail; the helpers that
 * were started are then ended by whoever made this object.
 */
export interface RunPreparation {
  readonly config: GuestConfig
  readonly paths: GuestPaths
  readonly allPaths: Paths
  readonly qemu: QemuCapabilities
  readonly env: NodeJS.ProcessEnv
  readonly logger: Logger
  readonly account: GuestAccount
  readonly files: RunFiles
  readonly signal: AbortSignal
  /** NICs that were on libslirp when the guest was saved: its state is in the guest's. By id. */
  readonly slirpNics?: ReadonlySet<string> | undefined
  /** Makes TAP devices; what is made of it goes with the run. null where nobody does. */
  readonly taps: TapMaker | null
  /**
   * Starts a program that lives as long as the run: it is recorded beside QEMU, ended after it, and
   * found again by a later engine. Rejects where it cannot be started.
   */
  startHelper(spec: HelperSpec): Promise<HelperProcess>
  /** Resolves when QEMU runs; rejects where the start has failed. */
  readonly launched: Promise<RunHandle>
  /** Tells the user what the guest goes without. */
  notice(notice: Notice): void
}

/** What is known of a run before anything is started or made for it. */
export type RunPlan = Omit<RunPreparation, 'startHelper' | 'launched' | 'notice'>
