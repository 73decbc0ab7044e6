import { Clock } from 'lucide-react'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { type Change, fieldOf } from '../../../shared/domain/differences.ts'
import type { GuestView } from '../../../shared/domain/guest.ts'
import type { GuestConfig } from '../../../shared/domain/guest-config.ts'
import { Button } from '../../ui/button.tsx'
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
  const id = useId()
  const changes = pendingOf(guest)
  if (changes.length === 0) return null
  const configs = [guest.config, guest.runtime?.config ?? null].filter((one) => one !== null)
  return (
    <section className={css.pending} aria-labelledby={id}>
      <header className={css.head}>
        <Clock size={16} aria-hidden="true" />
        <h2 id={id} className={css.title}>
          {t('hardware.pendingTitle')}
        </h2>
        {changes.length > 1 && (
          <Button look="quiet" disabled={locked} onClick={() => void undoPending(guest.id)}>
            {t('hardware.pendingUndoAll')}
          </Button>
        )}
      </header>
      <p className={css.text}>{t('hardware.pendingText')}</p>
      <ul>
        {changes.map((change) => (
          <Row
            key={`${change.kind} ${fieldOf(change)}`}
            {...{ id: guest.id, change, configs, locked }}
          />
        ))}
      </ul>
    </section>
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
