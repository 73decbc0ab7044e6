import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ErrorData } from '../../../shared/domain/errors.ts'
import type { MethodOutput } from '../../../shared/ipc/contract.ts'
import { formatBytes } from '../../i18n/format.ts'
import { call, errorDataOf } from '../../ipc/call.ts'
import { useGuest } from '../../stores/guests-store.ts'
import { closeDialog } from '../../stores/view-store.ts'
import { Button } from '../../ui/button.tsx'
import { Check } from '../../ui/check.tsx'
import { ConfirmDialog } from '../../ui/dialog.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { useDialogCall } from '../../ui/use-dialog-call.ts'
import css from './delete-dialog.module.css'

type Preview = MethodOutput<'guests.deletionPreview'>

/** Names what a deletion removes and what it leaves, before anything is removed. */
export default function DeleteDialog({ id }: { readonly id: string }) {
  const { t } = useTranslation()
  const guest = useGuest(id)
  const [preview, setPreview] = useState<Preview | null>(null)
  const [previewError, setPreviewError] = useState<ErrorData | null>(null)
  const [deleteDisks, setDeleteDisks] = useState(false)
  const { error: deleteError, busy, run } = useDialogCall()
  const error = previewError ?? deleteError

  useEffect(() => {
    let ended = false
    call('guests.deletionPreview', { id }).then(
      (found) => !ended && setPreview(found),
      (caught: unknown) => !ended && setPreviewError(errorDataOf(caught)),
    )
    return () => {
      ended = true
    }
  }, [id])

  if (guest === undefined) return null
  const remove = () =>
    run({ id: `guest:${id}`, name: guest.name }, () => call('guests.delete', { id, deleteDisks }))
  return (
    <ConfirmDialog
      title={t('confirm.deleteTitle', { name: guest.name })}
      description={t('confirm.deleteText')}
      onClose={closeDialog}
      confirm={
        <Button look="danger" disabled={preview === null || busy} onClick={() => void remove()}>
          {t('confirm.deleteConfirm')}
        </Button>
      }
    >
      <div className={css.body}>
        {preview !== null ? (
          <Files preview={preview} deleteDisks={deleteDisks} onChange={setDeleteDisks} />
        ) : (
          error === null && <p className={css.quiet}>{t('confirm.looking')}</p>
        )}
        {error !== null && <ErrorNotice error={error} />}
      </div>
    </ConfirmDialog>
  )
}

interface FilesProps {
  readonly preview: Preview
  readonly deleteDisks: boolean
  readonly onChange: (deleteDisks: boolean) => void
}

function Files({ preview, deleteDisks, onChange }: FilesProps) {
  const { t } = useTranslation()
  const { managedDisks, foreignFiles } = preview
  const total = managedDisks.reduce((sum, disk) => sum + disk.bytes, 0)
  return (
    <>
      {managedDisks.length === 0 ? (
        <p>{t('confirm.noDisks')}</p>
      ) : (
        <div className={css.disks}>
          <Check
            label={t('confirm.deleteDisks', { size: formatBytes(total) })}
            hint={t(deleteDisks ? 'confirm.deleteDisksHint' : 'confirm.keepDisksHint')}
            checked={deleteDisks}
            onChange={onChange}
          />
          <ul className={css.files}>
            {managedDisks.map(({ path, bytes }) => (
              <li key={path} className={css.file}>
                <span className="mono selectable">{path}</span>
                <span className={css.size}>{formatBytes(bytes)}</span>
              </li>
            ))}
          </ul>
        </div>
      )}
      {foreignFiles.length > 0 && (
        <div>
          <p>{t('confirm.foreignFiles')}</p>
          <ul className={css.foreign}>
            {foreignFiles.map((path) => (
              <li key={path} className="mono selectable">
                {path}
              </li>
            ))}
          </ul>
        </div>
      )}
    </>
  )
}
