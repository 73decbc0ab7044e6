import type { Connection } from '../../../connections/connection.ts'
import type { Handlers } from '../router.ts'

/** What guests are made of, and what of this computer can be lent to them. */
export const hardwareHandlers = (connection: Promise<Connection>) =>
  ({
    'guests.configure': async ({ id, ...input }) => (await connection).configure(id, input),
    'host.hardware': async () => (await connection).hardware(),
    'host.usbDevices': async () => (await connection).usbDevices(),
  }) satisfies Partial<Handlers>
