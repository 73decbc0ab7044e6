import type { GuesthouseError } from '../../../shared/domain/errors.ts'
import type { GuestConfig } from '../../../shared/domain/guest-config.ts'
import type { Logger } from '../../platform/logger.ts'
import type { GuestPaths, Paths } from '../../platform/paths.ts'
import type { GuestAccount, RunFiles } from '../account/index.ts'
import type { QemuCapabilities } from '../capabilities/index.ts'
import type { Job } from '../jobs/job-list.ts'
import type { LifecycleEvent } from '../lifecycle/state.ts'
import type { QmpClient } from '../qmp/index.ts'
import type { RunRecord } from '../store/run-file.ts'

/** A QEMU that runs, in the hands of an operation. */
export interface RunHandle {
  /** How it was started, and what was changed since: its config is what the guest has now. */
  readonly record: RunRecord
  /** Throws QEMU_NO_ANSWER where QEMU does not answer. */
  readonly qmp: QmpClient
  /** Calls back where the guest is still there, and still stopping, after the time. */
  expectEnd(timeoutMs: number, ignored: () => void): void
  /** Durable; then in the guest's view. */
  updateRecord(part: Partial<RunRecord>): Promise<void>
}

/** What an operation has in its hands while no other may change the guest. */
export interface GuestHandle {
  readonly paths: GuestPaths
  readonly allPaths: Paths
  readonly env: NodeJS.ProcessEnv
  /** Where the person wants new disks to be made (MachineDefaults). */
  readonly disksFolder: () => string | null
  readonly logger: Logger
  readonly account: GuestAccount
  /** What that account has of the guests' files. */
  readonly files: RunFiles
  /** Aborted when the operation is cancelled; it then undoes its steps and rejects. */
  readonly job: Job
  /** The guest's description as it is in its file. */
  config(): GuestConfig
  /** Writes the description durably, then shows it. Rejects where the file was edited by hand. */
  writeConfig(config: GuestConfig): Promise<void>
  /** null while no QEMU runs. Ask again after each await: it may have ended. */
  run(): RunHandle | null
  qemu(): Promise<QemuCapabilities>
  /** Whether a picture of the guest's screen is kept while it does not run. */
  readonly keepsPictures: () => boolean
  /** Feeds the state machine: what the operation is about to do, or has done. */
  apply(event: LifecycleEvent): void
  /** Asks QEMU for its run state, and shows it. */
  readRunState(): Promise<void>
  /** Shows a failure on the guest's page; null takes it away. */
  showError(error: GuesthouseError | null): void
  /** Ends QEMU, harder where it does not follow, and waits until all around it is gone. */
  end(): Promise<void>
}
