import { useTranslation } from 'react-i18next'
import type { GuestState } from '../../shared/domain/guest.ts'
import { formatFullTime, formatTime } from '../i18n/format.ts'
import { StateIcon } from './state-icon.tsx'
import css from './state-line.module.css'

export interface StateLineProps {
  readonly state: GuestState
  /** ms since the epoch; left out where there is no room for it. */
  readonly since?: number
}

/** A state's shape and word, and since when it holds. */
export function StateLine({ state, since }: StateLineProps) {
  const { t } = useTranslation()
  return (
    <span className={css.line}>
      <StateIcon state={state} />
      <span className={css.word}>{t(`state.${state}`)}</span>
      {since !== undefined && (
        <span title={formatFullTime(since)}>{t('state.since', { time: formatTime(since) })}</span>
      )}
    </span>
  )
}
