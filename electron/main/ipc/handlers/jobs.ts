import type { Connection } from '../../../connections/connection.ts'
import type { Handlers } from '../router.ts'

export const jobHandlers = (
  connection: Promise<Connection>,
): Pick<Handlers, 'jobs.cancel' | 'jobs.dismiss'> => ({
  'jobs.cancel': async ({ id }) => (await connection).jobs.cancel(id),
  'jobs.dismiss': async ({ id }) => (await connection).jobs.dismiss(id),
})
