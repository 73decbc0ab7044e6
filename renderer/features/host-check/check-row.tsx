import { ChevronDown } from 'lucide-react'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { HostCheckId, HostCheckRow, Mend } from '../../../shared/domain/host-check.ts'
import { findingText } from '../../i18n/finding-text.ts'
import { formatMilliseconds } from '../../i18n/format.ts'
import { useHostCheck } from '../../stores/host-check-store.ts'
import { Button } from '../../ui/button.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import css from './host-check.module.css'
import { MendDialog } from './mend-dialog.tsx'
import { MendLine } from './mend-line.tsx'
import { checkAgain } from './use-host-check.ts'
import { VerdictIcon } from './verdict-icon.tsx'

/** One thing that was looked at: its verdict, what was found, what is lost, and what mends it. */
export function CheckRow({ id }: { readonly id: HostCheckId }) {
  const { t } = useTranslation()
  const row = useHostCheck(({ rows }) => rows.find((candidate) => candidate.id === id))
  const [open, setOpen] = useState(false)
  /** Kept by the row: what mends it is looked at anew while the dialog is still open. */
  const [asked, setAsked] = useState<Mend | null>(null)
  const details = useId()
  if (row === undefined) return null
  const { verdict, findings, mends } = row
  const name = t(`hostCheck.row.${id}`)
  return (
    <li className={css.row} data-verdict={verdict ?? 'pending'}>
      <div className={css.sign}>
        <VerdictIcon verdict={verdict} />
      </div>
      <div className={css.what}>
        <h2 className={css.name}>{name}</h2>
        <p className={css.verdict}>{t(`hostCheck.verdict.${verdict ?? 'pending'}`)}</p>
      </div>
      <div className={css.found}>
        {findings.map((finding) => {
          const { message, lost } = findingText(finding)
          return (
            <p key={`${finding.code}${message}`} className="selectable">
              {message} {lost !== null && <span className={css.quiet}>{lost}</span>}
            </p>
          )
        })}
        {mends.map((mend) => (
          <MendLine key={mend.id} name={name} mend={mend} onAsk={() => setAsked(mend)} />
        ))}
        {open && <Details id={details} row={row} />}
        {asked !== null && (
          <MendDialog row={id} name={name} mend={asked} onClose={() => setAsked(null)} />
        )}
      </div>
      {verdict !== null && (
        <IconButton
          label={t('hostCheck.detailsOf', { row: name })}
          className={css.more}
          aria-expanded={open}
          {...(open ? { 'aria-controls': details } : {})}
          onClick={() => setOpen(!open)}
        >
          <ChevronDown size={16} />
        </IconButton>
      )}
    </li>
  )
}

function Details({ id, row }: { readonly id: string; readonly row: HostCheckRow }) {
  const { t } = useTranslation()
  const busy = useHostCheck(({ state }) => state === 'running')
  return (
    <div id={id} className={css.details}>
      {row.cause !== undefined && <p className={`mono selectable ${css.cause}`}>{row.cause}</p>}
      {row.took !== null && (
        <p className={css.quiet}>{t('hostCheck.took', { time: formatMilliseconds(row.took) })}</p>
      )}
      <Button disabled={busy} onClick={() => void checkAgain(row.id)}>
        {t('hostCheck.againOne')}
      </Button>
    </div>
  )
}
