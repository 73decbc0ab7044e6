import { useTranslation } from 'react-i18next'
import type { GuestView } from '../../../shared/domain/guest.ts'
import type { SnapshotView } from '../../../shared/domain/snapshots.ts'
import { formatFullTime } from '../../i18n/format.ts'
import { Button } from '../../ui/button.tsx'
import { ConfirmDialog } from '../../ui/dialog.tsx'
import css from './dialogs.module.css'
import { obstacleOf } from './words.ts'

export interface RevertDialogProps {
  readonly guest: GuestView
  readonly snapshot: SnapshotView
  readonly onClose: () => void
  /** `safely`: what the machine is now is kept in a snapshot first. */
  readonly onRevert: (safely: boolean) => void
}

/** Names what going back loses, and offers to keep it. */
export function RevertDialog({ guest, snapshot, onClose, onRevert }: RevertDialogProps) {
  const { t } = useTranslation()
  const runs = guest.runtime !== null
  const losses = [
    t('snapshots.loseDisks', { time: formatFullTime(snapshot.takenAt) }),
    ...(runs ? [t('snapshots.loseMemory')] : []),
    // With the memory of another hardware a machine that runs cannot go on; the engine refuses that.
    ...(runs ? [] : [t('snapshots.loseHardware')]),
  ]
  const becomes =
    snapshot.kind === 'memory'
      ? t('snapshots.becomesRunning')
      : t(
          snapshot.kind === 'off' || snapshot.frozen
            ? 'snapshots.becomesOff'
            : 'snapshots.becomesCut',
        )
  const close = (safely: boolean) => () => {
    onClose()
    onRevert(safely)
  }
  return (
    <ConfirmDialog
      title={t('snapshots.revertTitle', { snapshot: snapshot.name })}
      description={becomes}
      onClose={onClose}
      confirm={
        <>
          {obstacleOf(t, guest) === null && (
            <Button onClick={close(true)}>{t('snapshots.revertSafely')}</Button>
          )}
          <Button look="danger" onClick={close(false)}>
            {t('snapshots.revertConfirm')}
          </Button>
        </>
      }
    >
      <p>{t('snapshots.lost')}</p>
      <ul className={css.losses}>
        {losses.map((loss) => (
          <li key={loss}>{loss}</li>
        ))}
      </ul>
    </ConfirmDialog>
  )
}
