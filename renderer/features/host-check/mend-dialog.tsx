import { useTranslation } from 'react-i18next'
import { call } from '../../ipc/call.ts'
import { Button } from '../../ui/button.tsx'
import { CommandBox } from '../../ui/command-box.tsx'
import { Dialog, DialogBody, DialogFooter } from '../../ui/dialog.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { ProgressBar } from '../../ui/progress-bar.tsx'
import { useWork } from '../../ui/use-work.ts'
import css from './host-check.module.css'
import type { RowMend } from './row-mend.ts'

/** Shows what would run and as whom, before it does. Cancel is first and has the focus. */
export function MendDialog({
  row,
  name,
  mend,
  onClose,
}: RowMend & { readonly onClose: () => void }) {
  const { t } = useTranslation()
  const { busy, error, run } = useWork({ id: `mend-${mend.id}`, name })
  const begin = () => void run(() => call('hostCheck.mend', { id: row, mend: mend.id }), onClose)
  return (
    <Dialog
      title={t('hostCheck.mend.title')}
      description={t('hostCheck.mend.text')}
      width="wide"
      onClose={onClose}
    >
      <DialogBody>
        <div className={css.asking}>
          <CommandBox label={t('hostCheck.mend.command')} command={mend.command} />
          {mend.afterLogin && <p className={css.quiet}>{t('hostCheck.afterLogin')}</p>}
          <div role="status" className={css.running}>
            {busy && (
              <>
                <p className={css.quiet}>{t('hostCheck.mend.running')}</p>
                <ProgressBar label={t('hostCheck.mend.command')} share={null} />
              </>
            )}
          </div>
          {error !== null && <ErrorNotice error={error} />}
        </div>
      </DialogBody>
      <DialogFooter>
        <Button data-first-focus onClick={onClose}>
          {t(busy ? 'action.close' : 'action.cancel')}
        </Button>
        <Button look="primary" disabled={busy} onClick={begin}>
          {t('hostCheck.mend.run')}
        </Button>
      </DialogFooter>
    </Dialog>
  )
}
