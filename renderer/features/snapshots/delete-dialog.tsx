import { useTranslation } from 'react-i18next'
import type { SnapshotView } from '../../../shared/domain/snapshots.ts'
import { formatBytes } from '../../i18n/format.ts'
import { Button } from '../../ui/button.tsx'
import { ConfirmDialog } from '../../ui/dialog.tsx'
import css from './dialogs.module.css'

export interface DeleteDialogProps {
  readonly snapshot: SnapshotView
  readonly children: number
  readonly bytes: number | undefined
  readonly onClose: () => void
  readonly onDelete: () => void
}

/** Says what goes with a snapshot and what stays. */
export function DeleteDialog(props: DeleteDialogProps) {
  const { snapshot, children, bytes, onClose, onDelete } = props
  const { t } = useTranslation()
  const confirm = () => {
    onClose()
    onDelete()
  }
  return (
    <ConfirmDialog
      title={t('snapshots.deleteTitle', { snapshot: snapshot.name })}
      description={t('snapshots.deleteText')}
      onClose={onClose}
      confirm={
        <Button look="danger" onClick={confirm}>
          {t('snapshots.deleteConfirm')}
        </Button>
      }
    >
      <div className={css.fields}>
        <p>{t('snapshots.deleteKeeps')}</p>
        {children > 0 && <p>{t('snapshots.deleteChildren', { count: children })}</p>}
        {bytes !== undefined && <p>{t('snapshots.deleteFrees', { size: formatBytes(bytes) })}</p>}
      </div>
    </ConfirmDialog>
  )
}
