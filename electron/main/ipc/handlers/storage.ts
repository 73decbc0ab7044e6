import type { MethodName } from '../../../../shared/ipc/contract.ts'
import type { Connection } from '../../../connections/connection.ts'
import type { Handlers } from '../router.ts'

type StorageMethod = Extract<
  MethodName,
  `storage.${string}` | 'guests.clone' | 'guests.setTemplate'
>

export function storageHandlers(connection: Promise<Connection>): Pick<Handlers, StorageMethod> {
  const storage = async (): Promise<Connection['storage']> => (await connection).storage
  return {
    'guests.clone': async ({ id, ...clone }) => (await storage()).clone(id, clone),
    'guests.setTemplate': async ({ id, template }) => (await storage()).setTemplate(id, template),
    'storage.inspect': async ({ path }) => (await storage()).inspect(path),
    'storage.unused': async () => (await storage()).unused(),
    'storage.folder': async ({ path }) => (await storage()).folder(path),
    'storage.create': async ({ id, ...disk }) => (await storage()).create(id, disk),
    'storage.import': async ({ id, ...disk }) => (await storage()).import(id, disk),
    'storage.grow': async ({ id, ...size }) => (await storage()).grow(id, size),
    'storage.compact': async ({ id, disk }) => (await storage()).compact(id, disk),
    'storage.convert': async ({ id, ...input }) => (await storage()).convert(id, input),
    'storage.export': async ({ id, ...input }) => (await storage()).export(id, input),
    'storage.check': async ({ id, disk }) => (await storage()).check(id, disk),
    'storage.repair': async ({ id, ...input }) => (await storage()).repair(id, input),
  }
}
