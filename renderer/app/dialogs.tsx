import { lazy } from 'react'
import { selectDialog, useView } from '../stores/view-store.ts'

const CreateDialog = lazy(() => import('../features/create/create-dialog.tsx'))
const ConfirmLossDialog = lazy(() => import('../features/details/confirm-loss-dialog.tsx'))
const DeleteDialog = lazy(() => import('../features/details/delete-dialog.tsx'))
const RenameDialog = lazy(() => import('../features/details/rename-dialog.tsx'))

/** The dialog that is open, if any. Each is loaded when it is first needed. */
export function Dialogs() {
  const dialog = useView(selectDialog)
  if (dialog === null) return null
  if (dialog.kind === 'create') return <CreateDialog />
  if (dialog.kind === 'delete') return <DeleteDialog id={dialog.id} />
  if (dialog.kind === 'rename') return <RenameDialog id={dialog.id} />
  return <ConfirmLossDialog id={dialog.id} action={dialog.kind} />
}
