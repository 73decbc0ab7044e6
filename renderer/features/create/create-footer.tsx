import { useTranslation } from 'react-i18next'
import type { ErrorData } from '../../../shared/domain/errors.ts'
import { useSettings } from '../../stores/settings-store.ts'
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
  /** Makes the machine, and starts it or not. */
  readonly onCreate: (start: boolean) => void
}

/** Whether a machine is started as soon as it is made, where the person says nothing else. */
export const useStartsAtOnce = (): boolean =>
  useSettings(({ settings }) => settings.newMachines.startAtOnce)

/** What went wrong, and the buttons. The primary one, which sends the form, is as the settings say. */
export function CreateFooter({ error, busy, blocked, canStart, onCreate }: CreateFooterProps) {
  const { t } = useTranslation()
  const startsAtOnce = useStartsAtOnce()
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
        <Button
          disabled={waits || (!startsAtOnce && !canStart)}
          onClick={() => onCreate(!startsAtOnce)}
        >
          {t(startsAtOnce ? 'create.create' : 'create.createAndStart')}
        </Button>
        <Button look="primary" type="submit" disabled={waits || (startsAtOnce && !canStart)}>
          {t(busy ? 'create.creating' : startsAtOnce ? 'create.createAndStart' : 'create.create')}
        </Button>
      </DialogFooter>
    </>
  )
}
