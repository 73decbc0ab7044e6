import { lazy } from 'react'
import { selectDialog, useView } from '../stores/view-store.ts'

const CreateDialog = lazy(() => import('../features/create/create-dialog.tsx'))
const ConfirmLossDialog = lazy(() => import('../features/details/confirm-loss-dialog.tsx'))
const DeleteDialog = lazy(() => import('../features/details/delete-dialog.tsx'))
const RenameDialog = lazy(() => import('../features/details/rename-dialog.tsx'))
const CloneDialog = lazy(() => import('../features/details/clone-dialog.tsx'))
const DescribeDialog = lazy(() => import('../features/guests/describe-dialog.tsx'))
const ManyDialog = lazy(() => import('../features/guests/many-dialog.tsx'))
const Palette = lazy(() => import('../features/palette/palette.tsx'))
const ShortcutsDialog = lazy(() => import('../features/palette/shortcuts-dialog.tsx'))
const NewsDialog = lazy(() => import('../features/settings/news-dialog.tsx'))
const ResumeSavedDialog = lazy(() => import('../features/leaving/resume-saved-dialog.tsx'))

/** The dialog that is open, if any. Each is loaded when it is first needed. */
export function Dialogs() {
  const dialog = useView(selectDialog)
  if (dialog === null) return null
  switch (dialog.kind) {
    case 'create':
      return <CreateDialog source={dialog.source} />
    case 'palette':
      return <Palette />
    case 'shortcuts':
      return <ShortcutsDialog />
    case 'news':
      return <NewsDialog updated={dialog.updated} />
    case 'resume-saved':
      return <ResumeSavedDialog ids={dialog.ids} />
    case 'delete':
      return <DeleteDialog id={dialog.id} />
    case 'rename':
      return <RenameDialog id={dialog.id} />
    case 'clone':
      return <CloneDialog id={dialog.id} />
    case 'describe':
      return <DescribeDialog ids={[dialog.id]} />
    case 'describe-many':
      return <DescribeDialog ids={dialog.ids} />
    case 'power-off-many':
    case 'delete-many':
      return <ManyDialog ids={dialog.ids} action={dialog.kind} />
    case 'power-off':
    case 'reset':
    case 'discard-saved':
      return <ConfirmLossDialog id={dialog.id} action={dialog.kind} />
  }
}
