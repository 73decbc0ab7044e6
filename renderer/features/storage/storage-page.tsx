import { RotateCw } from 'lucide-react'
import { type ReactNode, useCallback, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatBytes } from '../../i18n/format.ts'
import { call } from '../../ipc/call.ts'
import { selectOrder, selectStatus, useGuests } from '../../stores/guests-store.ts'
import { selectHost, useHost } from '../../stores/host-store.ts'
import { Button } from '../../ui/button.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { useAnswer } from '../../ui/use-answer.ts'
import { basesOf, discsOf, diskRows, type Sort, sortRows, totalsOf } from './disk-rows.ts'
import { DiskTable } from './disk-table.tsx'
import { FileList } from './file-list.tsx'
import css from './storage-page.module.css'
import { UnusedFiles } from './unused-files.tsx'
import { useImageReports } from './use-image-reports.ts'

/** px from the page's top to the table's first row: header, summary and the table's head. */
const ABOVE = 140

/** Where the space of all machines goes. Nothing here deletes anything. */
export default function StoragePage({ lead }: { readonly lead: ReactNode }) {
  const { t } = useTranslation()
  const [scroller, setScroller] = useState<HTMLElement | null>(null)
  const status = useGuests(selectStatus)
  const order = useGuests(selectOrder)
  const byId = useGuests((state) => state.byId)
  const storage = useHost(selectHost)?.storage ?? null
  const images = useImageReports()
  const [sort, setSort] = useState<Sort>({ by: 'machine', down: false })
  const unused = useAnswer(useCallback(() => call('storage.unused'), []))

  const guests = useMemo(() => order.flatMap((id) => byId[id] ?? []), [order, byId])
  const rows = useMemo(() => diskRows(guests), [guests])
  const sorted = useMemo(() => sortRows(rows, sort, images.reports), [rows, sort, images.reports])
  const totals = totalsOf(rows, images.reports)
  const looked = totals.measured + images.errors.size

  const measureAll = () => {
    for (const { disk } of rows) images.want(disk.path)
  }
  const chooseSort = (next: Sort) => {
    // An order by sizes is one only when all are known.
    if (next.by === 'allocated' || next.by === 'virtual') measureAll()
    setSort(next)
  }
  return (
    <div ref={setScroller} className={css.page}>
      <PageHeader lead={lead} title={t('storage.title')} />
      {storage !== null && (
        <div className={css.summary}>
          <p>
            {t('storage.totals', {
              allocated: formatBytes(totals.allocatedBytes),
              virtual: formatBytes(totals.virtualBytes),
            })}
            {looked < totals.files && (
              <span className={css.quiet}>
                {' '}
                {t('storage.measured', { measured: looked, files: totals.files })}
              </span>
            )}
          </p>
          <p className={css.quiet}>
            {t('storage.free', { free: formatBytes(storage.freeBytes) })}{' '}
            <span className="mono selectable">{storage.path}</span>
          </p>
          {looked < totals.files && (
            <Button look="quiet" className={css.measure} onClick={measureAll}>
              {t('storage.measureAll')}
            </Button>
          )}
        </div>
      )}
      <div className={css.body}>
        {rows.length === 0 && status === 'ready' && (
          <p className={css.quiet}>{t('storage.noDisks')}</p>
        )}
        {rows.length > 0 && (
          <DiskTable
            rows={sorted}
            images={images}
            sort={sort}
            onSort={chooseSort}
            scroller={scroller}
            above={ABOVE}
          />
        )}
        <FileList
          title={t('storage.bases')}
          text={t('storage.basesText')}
          files={basesOf(guests)}
        />
        <UnusedFiles
          files={unused.value}
          error={unused.error}
          again={
            <Button
              look="quiet"
              icon={<RotateCw size={16} />}
              disabled={unused.busy}
              onClick={unused.again}
            >
              {t('storage.lookAgain')}
            </Button>
          }
        />
        <FileList
          title={t('storage.discs')}
          text={t('storage.discsText')}
          files={discsOf(guests)}
        />
      </div>
    </div>
  )
}
