import type { GuestView } from '../../../shared/domain/guest.ts'
import type { DiskConfig } from '../../../shared/domain/guest-config.ts'
import type { ImageReport } from '../../../shared/domain/storage.ts'
import type { DiskAction } from './disk-actions.tsx'
import type { DiskWork } from './disk-work.ts'
import { ExportDialog } from './export-dialog.tsx'
import { GrowDialog } from './grow-dialog.tsx'
import { CompactDialog, ConvertDialog, RepairDialog } from './rewrite-dialogs.tsx'

export interface DiskDialogProps {
  readonly guest: GuestView
  readonly disk: DiskConfig
  readonly report: ImageReport
  readonly onClose: () => void
  readonly onStart: (work: DiskWork) => void
}

/** What is asked before a disk is worked on. */
export function DiskDialog({
  action,
  ...props
}: DiskDialogProps & { readonly action: DiskAction }) {
  switch (action) {
    case 'grow':
      return <GrowDialog {...props} />
    case 'compact':
      return <CompactDialog {...props} />
    case 'convert':
      return <ConvertDialog {...props} />
    case 'export':
      return <ExportDialog {...props} />
    case 'repair':
      return <RepairDialog {...props} />
    case 'check':
    case 'reveal':
      return null
  }
}
