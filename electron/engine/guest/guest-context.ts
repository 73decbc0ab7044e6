import type { Acceleration, GuestView } from '../../../shared/domain/guest.ts'
import type { GuestConfig } from '../../../shared/domain/guest-config.ts'
import type { Logger } from '../../platform/logger.ts'
import type { Paths } from '../../platform/paths.ts'
import type { GuestAccount, RunFiles } from '../account/index.ts'
import type { TapProvider } from '../network/tap-provider.ts'
import type { QemuCapabilities } from '../capabilities/index.ts'
import type { JobList } from '../jobs/job-list.ts'
import type { Launches } from './launches.ts'

/** What a guest needs of the engine around it. */
export interface GuestContext {
  /** As whom guests run. */
  readonly account: GuestAccount
  /** What that account has of the guests' files. */
  readonly files: RunFiles
  readonly env: NodeJS.ProcessEnv
  readonly logger: Logger
  readonly paths: Paths
  readonly jobs: JobList
  readonly launches: Launches
  /** Makes TAP devices for guests on bridges; null where nobody does. */
  readonly taps: TapProvider | null
  /** Whether the last picture of a guest's screen is kept when its run ends. */
  readonly keepsPictures: () => boolean
  /** Where the person wants new disks to be made (MachineDefaults). */
  readonly disksFolder: () => string | null
  readonly qemu: () => Promise<QemuCapabilities>
  acceleration(): Promise<Acceleration>
  /** Changes the name in the guest's file, and gives back what is in it now. */
  rename(id: string, name: string): Promise<GuestConfig>
  /** Writes the guest's file in the place of `known`. Rejects with GuestFileChanged. */
  write(config: GuestConfig, known: GuestConfig): Promise<void>
  /** Called after every change of the guest. */
  changed(view: GuestView): void
}
