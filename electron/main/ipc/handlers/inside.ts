import type { MethodName } from '../../../../shared/ipc/contract.ts'
import type { Connection } from '../../../connections/connection.ts'
import type { Handlers } from '../router.ts'

type InsideMethod = Extract<MethodName, `agent.${string}` | `sharing.${string}` | 'host.firmware'>

/** What is done inside guests through their agents, and what firmware new ones can have. */
export const insideHandlers = (connection: Promise<Connection>): Pick<Handlers, InsideMethod> => ({
  'agent.info': async ({ id }) => (await connection).inside.info(id),
  'agent.copyIn': async ({ id, ...copy }) => (await connection).inside.copyIn(id, copy),
  'agent.copyOut': async ({ id, ...copy }) => (await connection).inside.copyOut(id, copy),
  'sharing.mountLines': async ({ id }) => (await connection).inside.mountLines(id),
  'sharing.mount': async ({ id, ...request }) => (await connection).inside.mount(id, request),
  'host.firmware': async () => (await connection).firmware(),
})
