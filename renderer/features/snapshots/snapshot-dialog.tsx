import type { GuestView } from '../../../shared/domain/guest.ts'
import type { SnapshotView } from '../../../shared/domain/snapshots.ts'
import { DeleteDialog } from './delete-dialog.tsx'
import { EditDialog } from './edit-dialog.tsx'
import { NewGuestDialog } from './new-guest-dialog.tsx'
import { RevertDialog } from './revert-dialog.tsx'

/** What can be done with a snapshot; each asks first. */
export type SnapshotAction = 'revert' | 'delete' | 'edit' | 'new-guest'

export interface SnapshotDialogProps {
  readonly action: SnapshotAction
  readonly guest: GuestView
  readonly snapshot: SnapshotView
  /** Snapshots that build on it directly. */
  readonly children: number
  /** Bytes that a deletion frees; undefined where that is not known. */
  readonly bytes: number | undefined
  readonly onClose: () => void
  readonly onRevert: (safely: boolean) => void
  readonly onDelete: () => void
}

/** The dialog of an action. */
export function SnapshotDialog(props: SnapshotDialogProps) {
  const { action, guest, snapshot, onClose } = props
  switch (action) {
    case 'revert':
      return <RevertDialog {...{ guest, snapshot, onClose, onRevert: props.onRevert }} />
    case 'delete':
      return <DeleteDialog {...props} />
    case 'edit':
      return <EditDialog {...{ guest, snapshot, onClose }} />
    case 'new-guest':
      return <NewGuestDialog {...{ guest, snapshot, onClose }} />
  }
}
