import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call, errorDataOf } from '../../ipc/call.ts'
import { Button } from '../../ui/button.tsx'
import { ConfirmDialog } from '../../ui/dialog.tsx'
import { notifyFailure } from '../../ui/notify.ts'

/** Empties the log, once the person has agreed. */
export function ClearJournal({ disabled }: { readonly disabled: boolean }) {
  const { t } = useTranslation()
  const [asking, setAsking] = useState(false)
  const clear = () => {
    setAsking(false)
    call('journal.clear').catch((caught: unknown) =>
      notifyFailure({ id: 'journal', error: errorDataOf(caught) }),
    )
  }
  return (
    <>
      <Button look="quiet" disabled={disabled} onClick={() => setAsking(true)}>
        {t('activity.clear')}
      </Button>
      {asking && (
        <ConfirmDialog
          title={t('activity.clearTitle')}
          description={t('activity.clearText')}
          onClose={() => setAsking(false)}
          confirm={
            <Button look="danger" onClick={clear}>
              {t('activity.clearConfirm')}
            </Button>
          }
        />
      )}
    </>
  )
}
