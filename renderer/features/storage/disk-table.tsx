import { useVirtualizer } from '@tanstack/react-virtual'
import { ArrowDown, ArrowUp } from 'lucide-react'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { deviceName } from '../../i18n/device-name.ts'
import { errorText } from '../../i18n/error-text.ts'
import { formatBytes } from '../../i18n/format.ts'
import { goTo, showTab } from '../../stores/view-store.ts'
import { type Column, columns, type DiskRow, type Sort } from './disk-rows.ts'
import css from './disk-table.module.css'
import { fileName } from '../../i18n/file-name.ts'
import type { ImageReports } from './use-image-reports.ts'

/** px */
const ROW_HEIGHT = 44

const words = {
  machine: 'storage.machine',
  disk: 'storage.disk',
  format: 'storage.format',
  allocated: 'storage.allocated',
  virtual: 'storage.virtual',
  chain: 'storage.chain',
} as const

const figures: ReadonlySet<Column> = new Set(['allocated', 'virtual', 'chain'])

export interface DiskTableProps {
  readonly rows: readonly DiskRow[]
  readonly images: ImageReports
  readonly sort: Sort
  readonly onSort: (sort: Sort) => void
  /** What scrolls: the page. */
  readonly scroller: HTMLElement | null
  /** px of the page above the table's rows. */
  readonly above: number
}

/** All disks. Only the rows in sight are there, and only their images are looked at. */
export function DiskTable({ rows, images, sort, onSort, scroller, above }: DiskTableProps) {
  const { t } = useTranslation()
  // oxlint-disable-next-line react/incompatible-library
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller,
    estimateSize: () => ROW_HEIGHT,
    getItemKey: (index) => rows[index]?.key ?? index,
    overscan: 6,
    scrollMargin: above,
  })
  const items = virtualizer.getVirtualItems()
  const before = (items[0]?.start ?? above) - above
  const after = virtualizer.getTotalSize() - ((items.at(-1)?.end ?? above) - above)
  return (
    <table className={css.table} aria-rowcount={rows.length + 1} aria-label={t('storage.disks')}>
      <thead>
        <tr>
          {columns.map((column) => (
            <Header key={column} column={column} sort={sort} onSort={onSort} />
          ))}
        </tr>
      </thead>
      <tbody>
        {before > 0 && <Gap height={before} />}
        {items.map(({ key, index }) => {
          const row = rows[index]
          return row === undefined ? null : (
            <Row key={key} row={row} index={index} images={images} />
          )
        })}
        {after > 0 && <Gap height={after} />}
      </tbody>
    </table>
  )
}

/** Stands for the rows that are out of sight. */
const Gap = ({ height }: { readonly height: number }) => (
  <tr aria-hidden="true">
    {/* Nothing that anybody uses. */}
    {/* oxlint-disable-next-line jsx-a11y/control-has-associated-label */}
    <td colSpan={columns.length} style={{ height, padding: 0, border: 0 }} />
  </tr>
)

interface HeaderProps {
  readonly column: Column
  readonly sort: Sort
  readonly onSort: (sort: Sort) => void
}

function Header({ column, sort, onSort }: HeaderProps) {
  const { t } = useTranslation()
  const chosen = sort.by === column
  const Arrow = sort.down ? ArrowDown : ArrowUp
  return (
    <th
      scope="col"
      data-figure={figures.has(column)}
      aria-sort={chosen ? (sort.down ? 'descending' : 'ascending') : 'none'}
    >
      <button
        type="button"
        className={css.sort}
        onClick={() =>
          // Sizes are looked at for what is large.
          onSort({ by: column, down: chosen ? !sort.down : figures.has(column) })
        }
      >
        {t(words[column])}
        {chosen && <Arrow size={14} aria-hidden="true" />}
      </button>
    </th>
  )
}

interface RowProps {
  readonly row: DiskRow
  readonly index: number
  readonly images: ImageReports
}

function Row({ row: { guest, disk }, index, images }: RowProps) {
  const { t } = useTranslation()
  const { want } = images
  useEffect(() => want(disk.path), [want, disk.path])
  const report = images.reports.get(disk.path)
  const error = images.errors.get(disk.path)
  const open = () => {
    showTab(guest.id, 'hardware')
    goTo({ kind: 'guest', id: guest.id })
  }
  return (
    <tr className={css.row} aria-rowindex={index + 2}>
      <th scope="row" className={css.machine}>
        <button type="button" className={css.open} title={guest.name} onClick={open}>
          {guest.name}
        </button>
      </th>
      <td>
        <span className={css.disk} title={disk.path}>
          {deviceName('disks', disk.id, [guest.config])}
          <span className={css.file}>{fileName(disk.path)}</span>
        </span>
      </td>
      <td>{disk.format}</td>
      {error === undefined ? (
        <>
          <td data-figure>{report === undefined ? '…' : formatBytes(report.allocatedBytes)}</td>
          <td data-figure>{report === undefined ? '…' : formatBytes(report.virtualSizeBytes)}</td>
        </>
      ) : (
        <td colSpan={2} className={css.problem} title={errorText(error).message}>
          {t('storage.notReadable')}
        </td>
      )}
      <td data-figure>
        {disk.backing.length === 0 ? t('storage.alone') : disk.backing.length + 1}
      </td>
    </tr>
  )
}
