import { ChevronDown, Clock } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { type Change, fieldOf } from '../../../shared/domain/differences.ts'
import type { GuestView } from '../../../shared/domain/guest.ts'
import type { GuestConfig } from '../../../shared/domain/guest-config.ts'
import { Button } from '../../ui/button.tsx'
import { useMediaQuery } from '../../ui/use-media-query.ts'
import { undoPending } from './configure.ts'
import { changeName } from './draft/names.ts'
import { pendingOf } from './draft/pending.ts'
import css from './pending-list.module.css'

interface PendingListProps {
  readonly guest: GuestView
  readonly locked: boolean
}

/** What holds only after the next start, each with its way back. */
export function PendingList({ guest, locked }: PendingListProps) {
  const { t } = useTranslation()
  const tall = useMediaQuery('(min-height: 700px)')
  const changes = pendingOf(guest)
  if (changes.length === 0) return null
  const configs = [guest.config, guest.runtime?.config ?? null].filter((one) => one !== null)
  return (
    <details className={css.pending} open={tall}>
      <summary className={css.head}>
        <Clock size={16} aria-hidden="true" />
        <span className={css.title}>{t('hardware.pendingTitle')}</span>
        <span className={css.count}>{t('hardware.pendingCount', { count: changes.length })}</span>
        <ChevronDown className={css.arrow} size={16} aria-hidden="true" />
      </summary>
      <p className={css.text}>{t('hardware.pendingText')}</p>
      <ul>
        {changes.map((change) => (
          <Row
            key={`${change.kind} ${fieldOf(change)}`}
            {...{ id: guest.id, change, configs, locked }}
          />
        ))}
      </ul>
      {changes.length > 1 && (
        <Button look="quiet" disabled={locked} onClick={() => void undoPending(guest.id)}>
          {t('hardware.pendingUndoAll')}
        </Button>
      )}
    </details>
  )
}

interface RowProps {
  readonly id: string
  readonly change: Change
  readonly configs: readonly GuestConfig[]
  readonly locked: boolean
}

function Row({ id, change, configs, locked }: RowProps) {
  const { t } = useTranslation()
  const name = changeName(change, configs)
  return (
    <li className={css.row}>
      <span className={css.name}>{name}</span>
      <Button
        look="quiet"
        disabled={locked}
        aria-label={t('hardware.pendingUndoOf', { name })}
        onClick={() => void undoPending(id, [fieldOf(change)])}
      >
        {t('hardware.pendingUndo')}
      </Button>
    </li>
  )
}
