import type { MethodName } from '../../../../shared/ipc/contract.ts'
import type { Connection } from '../../../connections/connection.ts'
import type { Handlers } from '../router.ts'

type SnapshotMethod = Extract<MethodName, `snapshots.${string}`>

export function snapshotHandlers(connection: Promise<Connection>): Pick<Handlers, SnapshotMethod> {
  const snapshots = async (): Promise<Connection['snapshots']> => (await connection).snapshots
  return {
    'snapshots.list': async ({ id }) => (await snapshots()).list(id),
    'snapshots.take': async ({ id, ...snapshot }) => (await snapshots()).take(id, snapshot),
    'snapshots.revert': async ({ id, snapshot }) => (await snapshots()).revert(id, snapshot),
    'snapshots.delete': async ({ id, snapshot }) => (await snapshots()).delete(id, snapshot),
    'snapshots.edit': async ({ id, ...snapshot }) => (await snapshots()).edit(id, snapshot),
    'snapshots.sizes': async ({ id }) => (await snapshots()).sizes(id),
    'snapshots.newGuest': async ({ id, ...input }) => (await snapshots()).newGuest(id, input),
  }
}
