import { useTranslation } from 'react-i18next'
import type { ErrorData } from '../../../shared/domain/errors.ts'
import { closeDialog } from '../../stores/view-store.ts'
import { Button } from '../../ui/button.tsx'
import { DialogFooter } from '../../ui/dialog.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import css from './create-dialog.module.css'

export interface CreateFooterProps {
  readonly error: ErrorData | null
  readonly busy: boolean
  /** Why nothing can be made yet; the buttons wait for it. */
  readonly blocked?: boolean
  readonly canStart: boolean
  readonly onCreate: () => void
}

/** What went wrong, and the buttons. The primary one sends the form. */
export function CreateFooter({ error, busy, blocked, canStart, onCreate }: CreateFooterProps) {
  const { t } = useTranslation()
  const waits = busy || blocked === true
  return (
    <>
      {error !== null && (
        <div className={css.error} role="alert">
          <ErrorNotice error={error} />
        </div>
      )}
      <DialogFooter>
        <Button onClick={closeDialog}>{t(busy ? 'action.close' : 'action.cancel')}</Button>
        <Button disabled={waits} onClick={onCreate}>
          {t('create.create')}
        </Button>
        <Button look="primary" type="submit" disabled={waits || !canStart}>
          {t(busy ? 'create.creating' : 'create.createAndStart')}
        </Button>
      </DialogFooter>
    </>
  )
}
