import { create } from 'zustand'
import type { ErrorData } from '../../../../shared/domain/errors.ts'
import type { ManyResult } from '../../../../shared/domain/many.ts'
import { useGuests } from '../../../stores/guests-store.ts'

export interface NamedFailure {
  readonly id: string
  readonly name: string
  readonly error: ErrorData
}

/** What is told above the list until it is dismissed. */
export type ListNotice =
  | {
      readonly kind: 'failed'
      readonly action: ManyAction
      readonly of: number
      readonly failures: readonly NamedFailure[]
    }
  | { readonly kind: 'one-file'; readonly name: string; readonly left: number }

export type ManyAction = 'start' | 'save' | 'shutdown' | 'power-off' | 'delete' | 'describe'

export const useListNotice = create<{ readonly notice: ListNotice | null }>()(() => ({
  notice: null,
}))

export const showNotice = (notice: ListNotice | null): void => useListNotice.setState({ notice })

/** Names are taken now: a guest may be gone when this is read. */
export function failuresOf(results: readonly ManyResult[]): readonly NamedFailure[] {
  const { byId } = useGuests.getState()
  return results.flatMap((result) =>
    result.ok
      ? []
      : { id: result.id, name: byId[result.id]?.name ?? result.id, error: result.error },
  )
}

/** Names what failed; where nothing did, an older notice of failures goes. */
export function showFailures(action: ManyAction, results: readonly ManyResult[]): void {
  const failures = failuresOf(results)
  showNotice(
    failures.length === 0 ? null : { kind: 'failed', action, of: results.length, failures },
  )
}
