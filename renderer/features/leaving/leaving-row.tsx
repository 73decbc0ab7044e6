import { useTranslation } from 'react-i18next'
import type { GuestState } from '../../../shared/domain/guest.ts'
import type { LeaveReason, LeavingGuestView, LeavingState } from '../../../shared/domain/leaving.ts'
import { errorText } from '../../i18n/error-text.ts'
import { formatShare } from '../../i18n/format.ts'
import { useJobOf } from '../../stores/jobs-store.ts'
import { ProgressBar } from '../../ui/progress-bar.tsx'
import { StateIcon } from '../../ui/state-icon.tsx'
import css from './leaving-overlay.module.css'

const icons: Readonly<Record<LeavingState, GuestState>> = {
  waiting: 'running',
  saving: 'saving',
  'shutting-down': 'stopping',
  saved: 'saved',
  'shut-down': 'stopped',
  left: 'running',
}

interface LeavingRowProps {
  readonly guest: LeavingGuestView
  readonly reason: LeaveReason
}

/** A machine that is left: what is done with it, how far that is, and what was in the way. */
export function LeavingRow({ guest, reason }: LeavingRowProps) {
  const { t } = useTranslation()
  const { id, name, state, error } = guest
  const job = useJobOf(id)
  const word = useWord(guest, reason)
  const progress = state === 'saving' ? job?.progress : undefined
  const share =
    progress === undefined || progress === null || progress.total === 0
      ? null
      : Math.min(1, progress.done / progress.total)
  return (
    <li className={css.row}>
      <StateIcon state={icons[state]} />
      <span className={css.name} title={name}>
        {name}
      </span>
      <span className={css.state}>
        {word} {share !== null && formatShare(share)}
      </span>
      {state === 'saving' && (
        <div className={css.progress}>
          <ProgressBar label={t('leaving.state.saving')} share={share} />
        </div>
      )}
      {error !== null && error.code !== 'JOB_CANCELLED' && (
        <p className={css.error}>{errorText(error).message}</p>
      )}
    </li>
  )
}

function useWord({ policy, state }: LeavingGuestView, reason: LeaveReason): string {
  const { t } = useTranslation()
  if (state === 'left') return t(`leaving.left.${reason}`)
  if (state !== 'waiting') return t(`leaving.state.${state}`)
  return policy === 'leave' ? t(`leaving.left.${reason}`) : t(`leaving.waiting.${policy}`)
}
