import type { Connection } from '../../../connections/connection.ts'
import type { Handlers } from '../router.ts'

/** How guests are connected. */
export const networkHandlers = (
  connection: Promise<Connection>,
): Pick<Handlers, 'guests.addresses'> => ({
  'guests.addresses': async ({ id }) => [...(await (await connection).addresses(id))],
})
