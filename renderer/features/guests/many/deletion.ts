import { useEffect, useState } from 'react'
import type { MethodOutput } from '../../../../shared/ipc/contract.ts'
import { call } from '../../../ipc/call.ts'
import { each } from './each.ts'
import { failuresOf, type NamedFailure } from './list-notice.ts'

type Preview = MethodOutput<'guests.deletionPreview'>

export interface Deletion {
  /** How many have been looked at; `ready` when all were. */
  readonly done: number
  readonly ready: boolean
  readonly previews: ReadonlyMap<string, Preview>
  readonly failures: readonly NamedFailure[]
}

const bytesOf = ({ managedDisks }: Preview): number =>
  managedDisks.reduce((sum, { bytes }) => sum + bytes, 0)

/** Bytes that a guest's own disks take; 0 where it has none or was not looked at. */
export const diskBytes = ({ previews }: Deletion, id: string): number => {
  const preview = previews.get(id)
  return preview === undefined ? 0 : bytesOf(preview)
}

export const allDiskBytes = ({ previews }: Deletion): number =>
  [...previews.values()].reduce((sum, preview) => sum + bytesOf(preview), 0)

/** Files that stay; two guests may use the same one. */
export const foreignFiles = ({ previews }: Deletion): number =>
  new Set([...previews.values()].flatMap((preview) => preview.foreignFiles)).size

const nothing: Deletion = { done: 0, ready: false, previews: new Map(), failures: [] }

/** What deleting those guests would remove and leave. Nothing is asked where `wanted` is false. */
export function useDeletion(ids: readonly string[], wanted: boolean): Deletion {
  const [deletion, setDeletion] = useState(nothing)
  useEffect(() => {
    if (!wanted) return
    let ended = false
    const previews = new Map<string, Preview>()
    const look = async (id: string): Promise<void> => {
      if (!ended) previews.set(id, await call('guests.deletionPreview', { id }))
    }
    const onDone = (done: number): void => {
      if (!ended) setDeletion({ done, ready: false, previews, failures: [] })
    }
    void each(ids, look, onDone).then((results) => {
      if (!ended) {
        setDeletion({ done: ids.length, ready: true, previews, failures: failuresOf(results) })
      }
    })
    return () => {
      ended = true
    }
  }, [ids, wanted])
  return deletion
}
