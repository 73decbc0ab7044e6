import { useCallback, useMemo } from 'react'
import type { ErrorData } from '../../../shared/domain/errors.ts'
import type { GuestView } from '../../../shared/domain/guest.ts'
import { call } from '../../ipc/call.ts'
import { useAnswer } from '../../ui/use-answer.ts'
import { useJobEnds } from '../../ui/use-job-ends.ts'
import { type TreeRow, treeRows } from './tree-rows.ts'

export interface Snapshots {
  /** null until they are known. */
  readonly rows: readonly TreeRow[] | null
  /** Bytes by snapshot, as far as they are known. */
  readonly sizes: ReadonlyMap<string, number>
  readonly error: ErrorData | null
  readonly again: () => void
}

/** A guest's snapshots, asked for again when an operation on it has ended, in any window. */
export function useSnapshots({ id, job }: GuestView): Snapshots {
  const ends = useJobEnds(job)
  const tree = useAnswer(
    // Another end, another question.
    // oxlint-disable-next-line react/exhaustive-deps
    useCallback(() => call('snapshots.list', { id }), [id, ends]),
  )
  const { value } = tree
  // The images are read for their sizes once it is known that there is something to measure, and
  // not while an operation has them.
  const some = value !== null && value.snapshots.length > 0 && job === null
  const measured = useAnswer(
    // oxlint-disable-next-line react/exhaustive-deps
    useMemo(() => (some ? () => call('snapshots.sizes', { id }) : null), [id, some, value]),
  )
  const rows = useMemo(() => (value === null ? null : treeRows(value)), [value])
  const sizes = useMemo(
    () => new Map((measured.value ?? []).map(({ id: snapshot, bytes }) => [snapshot, bytes])),
    [measured.value],
  )
  return { rows, sizes, error: tree.error, again: tree.again }
}
