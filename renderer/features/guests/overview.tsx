import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import {
  selectCount,
  selectOrder,
  selectRunningCount,
  selectStatus,
  useGuests,
} from '../../stores/guests-store.ts'
import { selectHost, useHost } from '../../stores/host-store.ts'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { EmptyState } from './empty-state.tsx'
import { GuestCard } from './guest-card.tsx'
import css from './overview.module.css'

/** All machines at a glance, or the way to the first one. */
export function Overview({ lead }: { readonly lead?: ReactNode }) {
  const { t } = useTranslation()
  const status = useGuests(selectStatus)
  const count = useGuests(selectCount)
  const running = useGuests(selectRunningCount)
  const order = useGuests(selectOrder)
  const qemuError = useHost(selectHost)?.qemuError ?? null
  const notice = qemuError !== null && <ErrorNotice tone="warn" error={qemuError} />

  if (status === 'ready' && count === 0) {
    return (
      <div className={css.page}>
        {lead !== undefined && <header className={css.header}>{lead}</header>}
        {notice !== false && <div className={css.notice}>{notice}</div>}
        <EmptyState />
      </div>
    )
  }
  return (
    <div className={css.page}>
      <header className={css.header}>
        {lead}
        <h1 className={css.title}>{t('overview.title')}</h1>
        {status === 'ready' && (
          <p className={css.summary}>{t('overview.summary', { count, running })}</p>
        )}
      </header>
      {notice !== false && <div className={css.notice}>{notice}</div>}
      <ul className={css.grid}>
        {order.map((id) => (
          <GuestCard key={id} id={id} />
        ))}
      </ul>
    </div>
  )
}
