import { Camera } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { GuestView } from '../../../shared/domain/guest.ts'
import { useJobOf } from '../../stores/jobs-store.ts'
import { Button } from '../../ui/button.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { JobBar } from '../../ui/job-bar.tsx'
import { SnapshotDetails } from './snapshot-details.tsx'
import { type SnapshotAction, SnapshotDialog } from './snapshot-dialog.tsx'
import { SnapshotTree } from './snapshot-tree.tsx'
import css from './snapshots-page.module.css'
import { TakeDialog } from './take-dialog.tsx'
import { HERE, type TreeRow } from './tree-rows.ts'
import { useRevert } from './use-revert.ts'
import { useSnapshots } from './use-snapshots.ts'
import { obstacleOf, refusalOf } from './words.ts'

/** The snapshots of a guest as a tree, and what can be done with the chosen one. */
export default function SnapshotsPage({ guest }: { readonly guest: GuestView }) {
  const { t } = useTranslation()
  const { rows, sizes, error, again } = useSnapshots(guest)
  const { outcome, failure, revert, remove } = useRevert(guest, again)
  const job = useJobOf(guest.id)
  const [wanted, setWanted] = useState<string | null>(null)
  const [dialog, setDialog] = useState<SnapshotAction | 'take' | null>(null)

  const chosen = chooseRow(rows, wanted)
  const snapshot = chosen?.snapshot ?? null
  const refusal = refusalOf(t, guest, 'snapshot') ?? obstacleOf(t, guest)
  const press = (key: string, row: TreeRow) => {
    if (row.snapshot === null || refusalOf(t, guest, 'snapshot') !== null) return
    if (key === 'Delete') setDialog('delete')
    if (key === 'F2') setDialog('edit')
  }
  return (
    <div className={css.page}>
      <header className={css.header}>
        <Button
          icon={<Camera size={16} />}
          disabled={refusal !== null || rows === null}
          onClick={() => setDialog('take')}
          {...(refusal === null ? {} : { 'aria-describedby': 'snapshots-refusal' })}
        >
          {t('snapshots.take')}
        </Button>
        {refusal !== null && (
          <p id="snapshots-refusal" className={css.quiet}>
            {refusal}
          </p>
        )}
      </header>
      {(job !== undefined || error !== null || failure !== null) && (
        <div className={css.news}>
          {job !== undefined && <JobBar job={job} />}
          {error !== null && (
            <ErrorNotice
              error={error}
              actions={<Button onClick={again}>{t('app.tryAgain')}</Button>}
            />
          )}
          {failure !== null && <ErrorNotice error={failure} />}
        </div>
      )}
      <p role="status" className={outcome === null ? 'visually-hidden' : css.outcome}>
        {outcome}
      </p>
      {rows !== null && rows.length === 1 && <Empty />}
      {rows !== null && rows.length > 1 && chosen !== undefined && (
        <div className={css.panes}>
          <div className={css.treePane}>
            <SnapshotTree
              guest={guest.id}
              rows={rows}
              sizes={sizes}
              chosen={chosen.key}
              onChoose={setWanted}
              onKey={press}
            />
          </div>
          <div className={css.detailsPane}>
            {snapshot === null ? (
              <p className={css.quiet}>{t('snapshots.hereText')}</p>
            ) : (
              <SnapshotDetails
                key={snapshot.id}
                guest={guest}
                snapshot={snapshot}
                bytes={sizes.get(snapshot.id)}
                onAction={setDialog}
              />
            )}
          </div>
        </div>
      )}
      {dialog === 'take' && (
        <TakeDialog
          guest={guest}
          onClose={() => setDialog(null)}
          onTaken={(id) => {
            setWanted(id)
            again()
          }}
        />
      )}
      {dialog !== null && dialog !== 'take' && snapshot !== null && (
        <SnapshotDialog
          action={dialog}
          guest={guest}
          snapshot={snapshot}
          children={(rows ?? []).filter((row) => isChild(row, snapshot.id)).length}
          bytes={sizes.get(snapshot.id)}
          onClose={() => setDialog(null)}
          onRevert={(safely) => revert(snapshot, safely)}
          onDelete={() => remove(snapshot)}
        />
      )}
    </div>
  )
}

const isChild = (row: TreeRow, id: string): boolean => row.snapshot?.parent === id

/** The one that was chosen, else the one that the guest came from, else the first. */
function chooseRow(rows: readonly TreeRow[] | null, wanted: string | null): TreeRow | undefined {
  if (rows === null) return undefined
  const here = rows.find(({ key }) => key === HERE)
  return (
    rows.find(({ key }) => key === wanted) ??
    rows.find(({ key }) => key === here?.parent) ??
    rows[0]
  )
}

function Empty() {
  const { t } = useTranslation()
  return (
    <div className={css.empty}>
      <Camera className={css.emptyIcon} size={32} aria-hidden="true" />
      <p className={css.emptyTitle}>{t('snapshots.emptyTitle')}</p>
      <p className={css.quiet}>{t('snapshots.emptyText')}</p>
    </div>
  )
}
