import { CopyPlus, Pencil, RotateCcw, Trash2 } from 'lucide-react'
import { Fragment, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { GuestView } from '../../../shared/domain/guest.ts'
import type { SnapshotView } from '../../../shared/domain/snapshots.ts'
import { formatBytes, formatFullTime } from '../../i18n/format.ts'
import { Button } from '../../ui/button.tsx'
import { Picture } from './picture.tsx'
import css from './snapshot-details.module.css'
import type { SnapshotAction } from './snapshot-dialog.tsx'
import { holds, refusalOf } from './words.ts'

export interface SnapshotDetailsProps {
  readonly guest: GuestView
  readonly snapshot: SnapshotView
  /** undefined where it is not known. */
  readonly bytes: number | undefined
  readonly onAction: (action: SnapshotAction) => void
}

/** Everything about one snapshot, and what can be done with it. */
export function SnapshotDetails({ guest, snapshot, bytes, onAction }: SnapshotDetailsProps) {
  const { t } = useTranslation()
  const { name, note, takenAt, memoryBytes, machineType, qemuVersion } = snapshot
  const needsOff = guest.runtime !== null && snapshot.kind !== 'memory'
  const revertRefusal =
    refusalOf(t, guest, 'revert') ?? (needsOff ? t('snapshots.revertNeedsOff') : null)
  const cloneRefusal = refusalOf(t, guest, 'clone')
  const changeRefusal = refusalOf(t, guest, 'snapshot')
  const reasons = [...new Set([revertRefusal, changeRefusal, cloneRefusal])].filter(
    (reason) => reason !== null,
  )
  const facts: readonly (readonly [string, ReactNode])[] = [
    [t('snapshots.taken'), formatFullTime(takenAt)],
    [t('snapshots.holds'), holds(t, snapshot)],
    ...(bytes === undefined ? [] : ([[t('snapshots.cost'), costOf(bytes, memoryBytes)]] as const)),
    ...(machineType === null
      ? []
      : ([
          [
            t('snapshots.machine'),
            [machineType, qemuVersion === null ? null : `QEMU ${qemuVersion}`]
              .filter((part) => part !== null)
              .join(', '),
          ],
        ] as const)),
  ]
  function costOf(all: number, memory: number): string {
    if (memory === 0) return formatBytes(all)
    return t('snapshots.costMemory', { all: formatBytes(all), memory: formatBytes(memory) })
  }
  return (
    <section className={css.details} aria-label={name}>
      <Picture guest={guest.id} snapshot={snapshot.id} size="large" />
      <h2 className={css.name}>{name}</h2>
      {note !== '' && <p className={`${css.note} selectable`}>{note}</p>}
      <dl className={css.facts}>
        {facts.map(([word, value]) => (
          <Fragment key={word}>
            <dt>{word}</dt>
            <dd className="selectable">{value}</dd>
          </Fragment>
        ))}
      </dl>
      <div className={css.actions}>
        <Button
          icon={<RotateCcw size={16} />}
          disabled={revertRefusal !== null}
          onClick={() => onAction('revert')}
        >
          {t('snapshots.revert')}
        </Button>
        <Button
          icon={<CopyPlus size={16} />}
          disabled={cloneRefusal !== null}
          onClick={() => onAction('new-guest')}
        >
          {t('snapshots.newMachine')}
        </Button>
        <Button
          icon={<Pencil size={16} />}
          disabled={changeRefusal !== null}
          onClick={() => onAction('edit')}
        >
          {t('snapshots.edit')}
        </Button>
        <Button
          icon={<Trash2 size={16} />}
          disabled={changeRefusal !== null}
          onClick={() => onAction('delete')}
        >
          {t('snapshots.delete')}
        </Button>
      </div>
      {reasons.map((reason) => (
        <p key={reason} className={css.reason}>
          {reason}
        </p>
      ))}
    </section>
  )
}
