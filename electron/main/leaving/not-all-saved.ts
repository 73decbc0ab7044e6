import { GuesthouseError } from '../../../shared/domain/errors.ts'
import type { LeaveResult } from '../../../shared/domain/many.ts'
import type { Connection } from '../../connections/connection.ts'

/** Names that an error lists; more would not be read. */
const MOST_NAMES = 5

/** Which machines were neither saved nor shut down, and why; null where all were. */
export function notAllSaved(
  results: readonly LeaveResult[],
  connection: Pick<Connection, 'list'>,
): GuesthouseError | null {
  const failed = results.filter(({ outcome }) => outcome === 'left')
  if (failed.length === 0) return null
  const nameOf = (id: string): string =>
    connection.list().find((guest) => guest.id === id)?.name ?? id
  const names = failed.slice(0, MOST_NAMES).map(({ id }) => nameOf(id))
  if (failed.length > MOST_NAMES) names.push('…')
  const why = failed.flatMap(({ id, error }) =>
    error === null ? [] : [`${nameOf(id)}: ${error.message}`],
  )
  return new GuesthouseError('NOT_ALL_SAVED', { names: names.join(', ') }, why.join('\n'))
}
