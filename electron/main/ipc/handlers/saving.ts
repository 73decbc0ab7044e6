import type { MethodName } from '../../../../shared/ipc/contract.ts'
import type { Connection } from '../../../connections/connection.ts'
import type { Handlers } from '../router.ts'

type SavingMethod = Extract<
  MethodName,
  | `guests.${'save' | 'saveBlockers' | 'discardSaved' | 'autostart'}`
  | `guests.${'start' | 'save' | 'shutdown'}Many`
>

/** Saving, and what is done to many guests at once. */
export const savingHandlers = (connection: Promise<Connection>): Pick<Handlers, SavingMethod> => ({
  'guests.save': async ({ id }) => (await connection).save(id),
  'guests.saveBlockers': async ({ id }) => [...(await (await connection).saveBlockers(id))],
  'guests.discardSaved': async ({ id }) => (await connection).discardSaved(id),
  'guests.startMany': async ({ ids }) => [...(await (await connection).startMany(ids))],
  'guests.saveMany': async ({ ids }) => [...(await (await connection).saveMany(ids))],
  'guests.shutdownMany': async ({ ids }) => [...(await (await connection).shutdownMany(ids))],
  'guests.autostart': async () => [...(await (await connection).autostart())],
})
