import { Info, Save } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { GuestView } from '../../../shared/domain/guest.ts'
import type { SaveBlocker } from '../../../shared/domain/save-blockers.ts'
import { call } from '../../ipc/call.ts'
import { Button } from '../../ui/button.tsx'
import { Popover } from '../../ui/popover.tsx'
import css from './save-button.module.css'

export interface SaveButtonProps {
  readonly guest: GuestView
  readonly disabled: boolean
  readonly onSave: () => void
}

/** Saves the guest to the disk; where something is in the way of that it says what instead. */
export function SaveButton({ guest, disabled, onSave }: SaveButtonProps) {
  const { t } = useTranslation()
  const blockers = useSaveBlockers(guest)
  if (blockers.length === 0) {
    return (
      <Button icon={<Save size={16} />} disabled={disabled} onClick={onSave}>
        {t('action.save')}
      </Button>
    )
  }
  return (
    <Popover
      label={t('save.blocked')}
      trigger={
        <Button icon={<Info size={16} className={css.blocked} />}>{t('action.save')}</Button>
      }
    >
      <p className={css.heading}>{t('save.blocked')}</p>
      {blockers.map(({ code, cause }) => (
        <p key={`${code} ${cause ?? ''}`}>
          {t('save.blockedReason', { reason: t(`saveBlockers.${code}`) })}
        </p>
      ))}
      <p className={css.quiet}>{t('save.blockedNext')}</p>
    </Popover>
  )
}

/** Asked again when the guest has changed state, or an operation on it has ended. */
function useSaveBlockers({ id, state, job, runtime }: GuestView): readonly SaveBlocker[] {
  const [blockers, setBlockers] = useState<readonly SaveBlocker[]>([])
  /** Differs where the answer may; null while an operation is on its way to change it. */
  const moment = job === null ? `${runtime?.run ?? ''} ${state}` : null
  useEffect(() => {
    if (moment === null) return undefined
    let left = false
    call('guests.saveBlockers', { id }).then(
      (found) => {
        if (!left) setBlockers(found)
      },
      // The save itself will say what is wrong.
      () => {
        if (!left) setBlockers([])
      },
    )
    return () => {
      left = true
    }
  }, [id, moment])
  return blockers
}
