import { useTranslation } from 'react-i18next'
import { closeDialog } from '../../stores/view-store.ts'
import { Dialog } from '../../ui/dialog.tsx'

export default function ResumeSavedDialog({ ids }: { readonly ids: readonly string[] }) {
  const { t } = useTranslation()
  return (
    <Dialog title={t('leaving.title')} onClose={closeDialog}>
      {ids.length}
    </Dialog>
  )
}
