import type { Connection } from '../../../connections/connection.ts'
import type { Handlers } from '../router.ts'

/** Calls wait for the connection, so the window can be shown before it is open. */
export function guestHandlers(connection: Promise<Connection>) {
  return {
    'guests.create': async (guest) => (await connection).create(guest),
    'guests.start': async ({ id, ...options }) => (await connection).start(id, options),
    'guests.shutdown': async ({ id }) => (await connection).shutdown(id),
    'guests.powerOff': async ({ id }) => (await connection).powerOff(id),
    'guests.reset': async ({ id }) => (await connection).reset(id),
    'guests.pause': async ({ id }) => (await connection).pause(id),
    'guests.resume': async ({ id }) => (await connection).resume(id),
    'guests.rename': async ({ id, name }) => (await connection).rename(id, name),
    'guests.describe': async ({ id, ...description }) =>
      (await connection).describe(id, description),
    'guests.commandLine': async ({ id, config }) => (await connection).commandLine(id, config),
    'guests.deletionPreview': async ({ id }) => {
      const { managedDisks, foreignFiles } = await (await connection).deletionPreview(id)
      return { managedDisks: [...managedDisks], foreignFiles: [...foreignFiles] }
    },
    'guests.delete': async ({ id, deleteDisks }) => (await connection).delete(id, { deleteDisks }),
    'guests.log': async ({ id }) => (await connection).log(id),
  } satisfies Partial<Handlers>
}
