import type { ErrorData } from '../../../shared/domain/errors.ts'

/** A console's connection as its view shows it. */
export type Connection =
  | { readonly state: 'connecting' }
  | { readonly state: 'connected' }
  /** `reason` is null after a clean end; `error` is set where it was not opened at all. */
  | { readonly state: 'closed'; readonly reason: string | null; readonly error: ErrorData | null }

export const connecting: Connection = { state: 'connecting' }
export const connected: Connection = { state: 'connected' }
export const closed = (reason: string | null, error: ErrorData | null = null): Connection => ({
  state: 'closed',
  reason,
  error,
})
