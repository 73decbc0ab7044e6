import { GuesthouseError } from '../../shared/domain/errors.ts'
import { type ErrandParts, show } from './launch/errand-parts.ts'

/** Names that an error lists; more would not be read. */
const MOST_NAMES = 5

/**
 * Saves every machine that runs, and then quits. Where one could not be saved it says which and why,
 * and does not quit. Never rejects.
 */
export async function saveAllAndQuit(parts: ErrandParts, quit: () => void): Promise<void> {
  const connection = await parts.connection
  const results = await connection.leave('save')
  const failed = results.flatMap(({ id, outcome, error }) =>
    outcome === 'left' ? [{ id, error }] : [],
  )
  if (failed.length === 0) return quit()
  const nameOf = (id: string): string =>
    connection.list().find((guest) => guest.id === id)?.name ?? id
  const names = failed.slice(0, MOST_NAMES).map(({ id }) => nameOf(id))
  if (failed.length > MOST_NAMES) names.push('…')
  const why = failed.flatMap(({ id, error }) =>
    error === null ? [] : [`${nameOf(id)}: ${error.message}`],
  )
  const error = new GuesthouseError('NOT_ALL_SAVED', { names: names.join(', ') }, why.join('\n'))
  show(parts, { kind: 'failed', error: error.toData() })
}
