import type { Connection } from '../../../connections/connection.ts'
import type { Handlers } from '../router.ts'

/** Machines made of files. */
export const provisionHandlers = (connection: Promise<Connection>) =>
  ({
    'provision.inspect': async ({ path }) => (await connection).inspectSource(path),
    'provision.create': async (input) => (await connection).provision(input),
    'provision.findMachines': async () => (await connection).findMachines(),
    'provision.adopt': async (input) => (await connection).adopt(input),
  }) satisfies Partial<Handlers>
