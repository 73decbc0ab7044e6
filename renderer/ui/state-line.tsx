import { useTranslation } from 'react-i18next'
import type { GuestState } from '../../shared/domain/guest.ts'
import type { JobView } from '../../shared/domain/jobs.ts'
import { formatFullTime, formatShare, formatTime, formatTimeOrDay } from '../i18n/format.ts'
import { StateIcon } from './state-icon.tsx'
import css from './state-line.module.css'

export interface StateLineProps {
  readonly state: GuestState
  /** ms since the epoch; left out where there is no room for it. */
  readonly since?: number
  /** Of what is not today only the day is told: there is no room for the time. */
  readonly brief?: boolean
  /** What takes long and is under way; told in place of since when. */
  readonly job?: JobView | undefined
  /** What is being done about the state; told in place of since when. */
  readonly doing?: string | undefined
}

/** States whose word a job's own word says better. */
const changing: ReadonlySet<GuestState> = new Set(['starting', 'saving', 'stopping'])

/** A state's shape and word, and since when it holds or how far what is under way is. */
export function StateLine({ state, since, brief = false, job, doing }: StateLineProps) {
  const { t } = useTranslation()
  const word = t(`state.${state}`)
  return (
    <span className={css.line}>
      <StateIcon state={state} />
      {job === undefined ? (
        <>
          <span className={css.word}>{word}</span>
          {doing !== undefined && <span className={css.since}>{doing}</span>}
          {doing === undefined && since !== undefined && (
            <span className={css.since} title={formatFullTime(since)}>
              {t('state.since', { time: brief ? formatTimeOrDay(since) : formatTime(since) })}
            </span>
          )}
        </>
      ) : (
        <>
          {!changing.has(state) && <span className={css.word}>{word}</span>}
          <span className={changing.has(state) ? css.word : css.since}>{t(`job.${job.kind}`)}</span>
          <Progress job={job} />
        </>
      )}
    </span>
  )
}

function Progress({ job: { progress } }: { readonly job: JobView }) {
  if (progress === null || progress.total === 0) return null
  return <span className={css.share}>{formatShare(progress.done / progress.total)}</span>
}
