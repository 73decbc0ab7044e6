import type { GuestView } from '../../../shared/domain/guest.ts'
import type { DiskConfig } from '../../../shared/domain/guest-config.ts'
import type { ImageReport } from '../../../shared/domain/storage.ts'
import type { DiskWork } from './disk-work.ts'

/** What every dialog about a disk gets. */
export interface DiskDialogProps {
  readonly guest: GuestView
  readonly disk: DiskConfig
  /** As the guest's hardware is named: "Disk 1". */
  readonly name: string
  readonly report: ImageReport
  readonly onClose: () => void
  readonly onStart: (work: DiskWork) => void
}
