import type { ManyResult } from '../../../../shared/domain/many.ts'
import { errorDataOf } from '../../../ipc/call.ts'

/** Calls of one kind that main is given at once. */
const AT_ONCE = 4

/**
 * Does something to each guest, a few at a time. One that fails stops none of the others; the
 * results are in the order of the ids. Once `signal` is aborted no further one is begun, and those
 * that were not have no result. Never rejects.
 */
export async function each(
  ids: readonly string[],
  work: (id: string) => Promise<unknown>,
  onDone: (done: number) => void = () => undefined,
  signal?: AbortSignal,
): Promise<readonly ManyResult[]> {
  const results: ManyResult[] = []
  const waiting = [...ids.entries()]
  let done = 0
  const next = async (): Promise<void> => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) {
      if (signal?.aborted === true) return
      const [index, id] = item
      try {
        await work(id)
        results[index] = { id, ok: true }
      } catch (caught) {
        results[index] = { id, ok: false, error: errorDataOf(caught) }
      }
      done += 1
      onDone(done)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, next))
  // Without the gaps of those that were not begun.
  return results.flat()
}
