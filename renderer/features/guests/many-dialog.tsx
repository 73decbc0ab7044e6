import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../../ipc/call.ts'
import { formatBytes } from '../../i18n/format.ts'
import { useGuests } from '../../stores/guests-store.ts'
import { closeDialog, closeDialogIfOpen, useView } from '../../stores/view-store.ts'
import { Button } from '../../ui/button.tsx'
import { Check } from '../../ui/check.tsx'
import { ConfirmDialog } from '../../ui/dialog.tsx'
import {
  allDiskBytes,
  type Deletion,
  diskBytes,
  foreignFiles,
  useDeletion,
} from './many/deletion.ts'
import { each } from './many/each.ts'
import { FailuresNotice } from './many/failures-notice.tsx'
import { showFailures } from './many/list-notice.ts'
import css from './many-dialog.module.css'

export interface ManyDialogProps {
  readonly ids: readonly string[]
  readonly action: 'power-off-many' | 'delete-many'
}

/** Asks before many guests are powered off or deleted, and names each of them. */
export default function ManyDialog({ ids, action }: ManyDialogProps) {
  const { t } = useTranslation()
  const isDelete = action === 'delete-many'
  const deletion = useDeletion(ids, isDelete)
  const [deleteDisks, setDeleteDisks] = useState(false)
  const [done, setDone] = useState<number | null>(null)
  /** Aborted when the dialog is closed: what has not been begun by then is left alone. */
  const [closing] = useState(() => new AbortController())
  const count = ids.length

  const run = async (): Promise<void> => {
    const { dialog } = useView.getState()
    setDone(0)
    const results = await each(
      ids,
      (id) =>
        isDelete ? call('guests.delete', { id, deleteDisks }) : call('guests.powerOff', { id }),
      setDone,
      closing.signal,
    )
    // What failed is told in the list, where it stays until it is read.
    showFailures(isDelete ? 'delete' : 'power-off', results)
    closeDialogIfOpen(dialog)
  }
  const close = (): void => {
    closing.abort()
    closeDialog()
  }
  return (
    <ConfirmDialog
      title={t(isDelete ? 'bulk.deleteTitle' : 'bulk.powerOffTitle', { count })}
      description={t(isDelete ? 'bulk.deleteText' : 'bulk.powerOffText')}
      onClose={close}
      confirm={
        <Button
          look="danger"
          disabled={done !== null || (isDelete && !deletion.ready)}
          onClick={() => void run()}
        >
          {done === null
            ? t(isDelete ? 'action.delete' : 'action.power-off')
            : t('bulk.doing', { done, of: count })}
        </Button>
      }
    >
      <div className={css.body}>
        {/* The arrow keys scroll it. */}
        {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
        <ul className={css.names} tabIndex={0} aria-label={t('sidebar.label')}>
          {ids.map((id) => (
            <Named key={id} id={id} bytes={isDelete ? diskBytes(deletion, id) : 0} />
          ))}
        </ul>
        {isDelete && (
          <Disks deletion={deletion} of={count} checked={deleteDisks} onChange={setDeleteDisks} />
        )}
      </div>
    </ConfirmDialog>
  )
}

interface NamedProps {
  readonly id: string
  readonly bytes: number
}

function Named({ id, bytes }: NamedProps) {
  // The name stays while the guest itself goes.
  const [name] = useState(() => useGuests.getState().byId[id]?.name ?? '')
  return (
    <li className={css.name}>
      <span>{name}</span>
      {bytes > 0 && <span className={css.size}>{formatBytes(bytes)}</span>}
    </li>
  )
}

interface DisksProps {
  readonly deletion: Deletion
  readonly of: number
  readonly checked: boolean
  readonly onChange: (deleteDisks: boolean) => void
}

function Disks({ deletion, of, checked, onChange }: DisksProps) {
  const { t } = useTranslation()
  const { done, ready, failures } = deletion
  if (!ready) return <p className={css.quiet}>{t('bulk.looking', { done, of })}</p>
  const bytes = allDiskBytes(deletion)
  const foreign = foreignFiles(deletion)
  return (
    <>
      {failures.length > 0 && <FailuresNotice action="delete" of={of} failures={failures} />}
      {bytes > 0 ? (
        <Check
          label={t('bulk.deleteDisks', { size: formatBytes(bytes) })}
          hint={t(checked ? 'bulk.deleteDisksHint' : 'bulk.keepDisksHint')}
          checked={checked}
          onChange={onChange}
        />
      ) : (
        <p>{t('bulk.noDisks')}</p>
      )}
      {foreign > 0 && <p className={css.quiet}>{t('bulk.foreignFiles', { count: foreign })}</p>}
    </>
  )
}
