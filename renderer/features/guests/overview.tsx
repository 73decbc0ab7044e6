import { SearchX } from 'lucide-react'
import { type ReactNode, useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { formatNumber } from '../../i18n/format.ts'
import {
  selectCount,
  selectRunningCount,
  selectStatus,
  useGuests,
} from '../../stores/guests-store.ts'
import { selectHost, useHost } from '../../stores/host-store.ts'
import { goTo, selectSearch, setSearch, useView } from '../../stores/view-store.ts'
import { Button } from '../../ui/button.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { shownIds } from './arrange/arrangement.ts'
import { useArrangement } from './arrange/use-arrangement.ts'
import { DropTarget } from './drop-target.tsx'
import { EmptyState } from './empty-state.tsx'
import { GuestGrid } from './guest-grid.tsx'
import { BulkBar } from './many/bulk-bar.tsx'
import { ListNoticeBar } from './many/list-notice-bar.tsx'
import { OverviewTools } from './overview-tools.tsx'
import css from './overview.module.css'
import { keepMarksAmong } from './marking.ts'
import { useFileDrop } from './use-file-drop.ts'

/** All machines at a glance, or the way to the first one. Files dropped on it become machines. */
export function Overview({ lead }: { readonly lead?: ReactNode }) {
  const status = useGuests(selectStatus)
  const count = useGuests(selectCount)
  const qemuError = useHost(selectHost)?.qemuError ?? null
  const { over, handlers } = useFileDrop()
  const empty = status === 'ready' && count === 0
  return (
    <div className={css.page} {...handlers}>
      {empty ? lead !== undefined && <PageHeader lead={lead} /> : <Header lead={lead} />}
      {qemuError !== null && (
        <div className={css.notice}>
          <ErrorNotice tone="warn" error={qemuError} actions={<HostCheckButton />} />
        </div>
      )}
      <ListNoticeBar className={css.notice} />
      {empty ? <EmptyState /> : status === 'ready' && <Machines />}
      {over && <DropTarget />}
    </div>
  )
}

function HostCheckButton() {
  const { t } = useTranslation()
  return <Button onClick={() => goTo({ kind: 'host-check' })}>{t('hostCheck.title')}</Button>
}

function Header({ lead }: { readonly lead: ReactNode }) {
  const { t } = useTranslation()
  const status = useGuests(selectStatus)
  const count = useGuests(selectCount)
  const running = useGuests(selectRunningCount)
  const search = useView(selectSearch).trim()
  return (
    <PageHeader lead={lead} title={t('overview.title')}>
      {status === 'ready' &&
        (search === '' ? (
          <p className={css.summary}>
            {t('overview.summary', {
              count,
              number: formatNumber(count),
              running: formatNumber(running),
            })}
          </p>
        ) : (
          <Found />
        ))}
      <OverviewTools />
    </PageHeader>
  )
}

function Found() {
  const { t } = useTranslation()
  const { found } = useArrangement()
  return (
    <>
      <p className={css.summary} role="status">
        {t('list.found', { number: formatNumber(found) })}
      </p>
      <Button look="quiet" onClick={() => setSearch('')}>
        {t('list.showAll')}
      </Button>
    </>
  )
}

function Machines() {
  const { t } = useTranslation()
  const arrangement = useArrangement()
  const search = useView(selectSearch)
  useEffect(() => keepMarksAmong(shownIds(arrangement)), [arrangement])
  if (arrangement.found === 0) {
    return (
      <div className={css.nothing}>
        <SearchX size={28} aria-hidden="true" />
        <p>{t('sidebar.nothingFound', { search })}</p>
        <p>{t('list.searchesIn')}</p>
      </div>
    )
  }
  return (
    <>
      <GuestGrid arrangement={arrangement} />
      <BulkBar />
    </>
  )
}
