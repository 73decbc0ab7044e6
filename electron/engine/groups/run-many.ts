import { toErrorData } from '../../../shared/domain/errors.ts'
import type { ManyResult } from '../../../shared/domain/many.ts'
import { Slots } from './slots.ts'

/**
 * Runs an operation on many guests, at most `limit` at once, in their order. One that fails stops
 * none of the others. Never rejects; the results are in the order of the ids, each id once.
 */
export function runMany(
  ids: readonly string[],
  limit: number,
  operation: (id: string) => Promise<unknown>,
): Promise<ManyResult[]> {
  const slots = new Slots(limit)
  return Promise.all([...new Set(ids)].map((id) => slots.run(() => settle(id, operation))))
}

async function settle(
  id: string,
  operation: (id: string) => Promise<unknown>,
): Promise<ManyResult> {
  try {
    await operation(id)
    return { id, ok: true }
  } catch (error) {
    return { id, ok: false, error: toErrorData(error) }
  }
}
