import { setMarked, useView } from '../../stores/view-store.ts'
import { between } from './arrange/moves.ts'

/** Marks a guest, or takes its mark away. */
export function toggleMark(id: string): void {
  const { marked } = useView.getState()
  setMarked(marked.includes(id) ? marked.filter((other) => other !== id) : [...marked, id])
}

/** Marks all from `from` to `to` beside what is marked. */
export function markRange(ids: readonly string[], from: string, to: string): void {
  setMarked([...new Set([...useView.getState().marked, ...between(ids, from, to)])])
}

/** Takes the marks from what is not shown: nothing is done to a guest that one does not see. */
export function keepMarksAmong(ids: readonly string[]): void {
  const { marked } = useView.getState()
  if (marked.length === 0) return
  const shown = new Set(ids)
  const kept = marked.filter((id) => shown.has(id))
  if (kept.length < marked.length) setMarked(kept)
}
