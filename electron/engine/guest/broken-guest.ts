import type { ErrorData } from '../../../shared/domain/errors.ts'
import type { GuestView } from '../../../shared/domain/guest.ts'

/** How a guest is shown whose file cannot be used. */
export const brokenView = (id: string, error: ErrorData, since: number): GuestView => ({
  id,
  name: id,
  state: 'broken',
  since,
  actions: [],
  config: null,
  runtime: null,
  job: null,
  error,
})
