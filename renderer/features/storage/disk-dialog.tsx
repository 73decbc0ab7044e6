import type { DiskAction } from './disk-actions.tsx'
import type { DiskDialogProps } from './disk-dialog-props.ts'
import { ExportDialog } from './export-dialog.tsx'
import { GrowDialog } from './grow-dialog.tsx'
import { CompactDialog, ConvertDialog, RepairDialog } from './rewrite-dialogs.tsx'

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
