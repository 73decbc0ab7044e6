import { useTranslation } from 'react-i18next'
import { formatNumber, formatTime } from '../../i18n/format.ts'
import { useHostCheck } from '../../stores/host-check-store.ts'
import css from './host-check.module.css'
import { countsText, doneCount } from './counts.ts'

/** How far the look is, and what it found; `refused` where none was begun. Screen readers hear its beginning and its end, not each row. */
export function CheckStatus({ refused }: { readonly refused: boolean }) {
  const { t } = useTranslation()
  const view = useHostCheck()
  const { state, rows, startedAt } = view
  const text =
    state === 'not-run'
      ? t(refused ? 'hostCheck.status.never' : 'hostCheck.verdict.pending')
      : state === 'running'
        ? t('hostCheck.status.running', {
            done: formatNumber(doneCount(view)),
            of: formatNumber(rows.length),
          })
        : countsText(view)
  return (
    <div className={css.status}>
      <p className={css.counts} aria-hidden="true">
        {text}
      </p>
      {state === 'done' && startedAt !== null && (
        <p className={css.quiet}>{t('hostCheck.status.at', { time: formatTime(startedAt) })}</p>
      )}
      <p className="visually-hidden" role="status">
        {state === 'running' ? t('hostCheck.verdict.pending') : text}
      </p>
    </div>
  )
}
