import { type KeyboardEvent, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { formatBytes, formatFullTime, formatTime } from '../../i18n/format.ts'
import { Picture } from './picture.tsx'
import css from './snapshot-tree.module.css'
import { TreeLines } from './tree-lines.tsx'
import type { TreeRow } from './tree-rows.ts'
import { holdsShort } from './words.ts'

export interface SnapshotTreeProps {
  readonly guest: string
  readonly rows: readonly TreeRow[]
  /** Bytes by snapshot, as far as they are known. */
  readonly sizes: ReadonlyMap<string, number>
  readonly chosen: string
  readonly onChoose: (key: string) => void
  /** Keys that do something with the chosen one, beside moving. */
  readonly onKey: (key: string, row: TreeRow) => void
}

/** Where a key of the tree pattern leads (WAI-ARIA Authoring Practices); null: nowhere. */
export function keyTarget(rows: readonly TreeRow[], from: number, key: string): number | null {
  const row = rows[from]
  const inside = (index: number) => (index >= 0 && index < rows.length ? index : null)
  switch (key) {
    case 'ArrowDown':
      return inside(from + 1)
    case 'ArrowUp':
      return inside(from - 1)
    case 'Home':
      return inside(0)
    case 'End':
      return inside(rows.length - 1)
    case 'ArrowLeft':
      return inside(rows.findIndex((other) => other.key === row?.parent))
    case 'ArrowRight':
      return inside(rows.findIndex((other) => other.parent === row?.key))
    default:
      return null
  }
}

/** The snapshots and where the guest is. What is chosen follows the focus. */
export function SnapshotTree(props: SnapshotTreeProps) {
  const { guest, rows, sizes, chosen, onChoose, onKey } = props
  const { t } = useTranslation()
  const list = useRef<HTMLDivElement>(null)
  const press = (event: KeyboardEvent, index: number) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return
    const row = rows[index]
    const target = keyTarget(rows, index, event.key)
    const next = target === null ? undefined : rows[target]
    if (next !== undefined) {
      event.preventDefault()
      onChoose(next.key)
      list.current?.querySelectorAll<HTMLElement>('[role="treeitem"]')[target ?? 0]?.focus()
    } else if (row !== undefined) {
      onKey(event.key, row)
    }
  }
  return (
    <div ref={list} role="tree" className={css.tree} aria-label={t('snapshots.tree')}>
      {rows.map((row, index) => (
        // The tree's keys are its rows': one of them has the focus.
        <div
          key={row.key}
          role="treeitem"
          className={css.row}
          aria-level={row.level}
          aria-posinset={row.position}
          aria-setsize={row.siblings}
          aria-selected={row.key === chosen}
          {...(row.snapshot === null ? { 'aria-current': 'true' as const } : {})}
          tabIndex={row.key === chosen ? 0 : -1}
          onClick={() => onChoose(row.key)}
          onKeyDown={(event) => press(event, index)}
        >
          <TreeLines row={row} />
          {row.snapshot === null ? (
            <span className={css.here}>{t('snapshots.here')}</span>
          ) : (
            <>
              <Picture guest={guest} snapshot={row.snapshot.id} size="small" />
              <span className={css.text}>
                <span className={css.name}>{row.snapshot.name}</span>
                <span className={css.more} title={formatFullTime(row.snapshot.takenAt)}>
                  {formatTime(row.snapshot.takenAt)} · {holdsShort(t, row.snapshot)}
                </span>
              </span>
              <Size bytes={sizes.get(row.key)} />
            </>
          )}
        </div>
      ))}
    </div>
  )
}

const Size = ({ bytes }: { readonly bytes: number | undefined }) =>
  bytes === undefined ? null : <span className={css.size}>{formatBytes(bytes)}</span>
