import * as z from 'zod/mini'
import { deviceIdSchema } from '../../../../shared/domain/config/primitives.ts'
import { GuesthouseError } from '../../../../shared/domain/errors.ts'
import type { ConsoleRequest } from '../../../engine/index.ts'
import { readTail } from '../../../platform/files.ts'
import type { Caller } from '../../../dbus/index.ts'
import { type AccessRecord, relationOf } from '../access/access-record.ts'
import { actions } from '../access/actions.ts'
import { groupNumber } from '../access/names.ts'
import type { ServiceContext } from './context.ts'
import type { GuestOperation } from './guest-operation.ts'
import { parseWith } from './json-input.ts'

/** Accounts and groups that a guest is shared with. */
const SHARED_MAX = 256
/** Bytes of what a serial port printed before somebody looked. */
const SERIAL_TAIL = 256 * 1024

const users = z.array(z.int().check(z.lt(0xffff_ffff))).check(z.maxLength(SHARED_MAX))
const groupNames = z.array(z.string()).check(z.maxLength(SHARED_MAX))
const consoleRequest = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('vnc'), device: z.literal('') }),
  z.object({ kind: z.literal('serial'), device: deviceIdSchema }),
])

/** Holds at once, also for consoles that are open; resolves when it is on the disk. */
async function setAccess(
  { access, consoles, touchGuest }: ServiceContext,
  id: string,
  record: AccessRecord,
): Promise<void> {
  const before = access.store.of(id)
  const written = access.store.set(id, record)
  touchGuest(id)
  // Who manages all guests had it not by this record.
  const hadIt = (caller: Caller): boolean => relationOf(caller, before) !== 'stranger'
  consoles.closeOf(id, (caller) => hadIt(caller) && !access.sees(caller, id))
  await written
}

/** Whose a guest is, and reaching its consoles. */
export const accessOperations: readonly GuestOperation[] = [
  {
    ...{ name: 'Share', needs: 'own', takes: { users: 'au', groups: 'as' } },
    run: async (context, id, { args }) => {
      const { store } = context.access
      const { owner } = store.of(id)
      const shared = [...new Set(parseWith(users, args[0]))]
      const groups: AccessRecord['groups'] = []
      // One program at a time.
      for (const name of new Set(parseWith(groupNames, args[1]))) {
        const gid = await groupNumber(name)
        if (gid === null) throw new GuesthouseError('GROUP_UNKNOWN', { group: name })
        groups.push({ gid, name })
      }
      // Names may come over a network, and the guest go meanwhile, or become somebody else's.
      if (!store.has(id)) throw new GuesthouseError('GUEST_NOT_FOUND')
      if (store.of(id).owner !== owner) {
        throw new GuesthouseError('NOT_AUTHORISED', { action: actions.manageAll })
      }
      await setAccess(context, id, { owner, users: shared, groups })
    },
  },
  {
    // The guest is then its caller's, and shared with those with whom it was.
    ...{ name: 'TakeOver', needs: 'manage' },
    run: (context, id, { caller }) =>
      setAccess(context, id, { ...context.access.store.of(id), owner: caller.uid }),
  },
  {
    // A socket for one connection of the caller's account, within 30 s. `kind`: "vnc", with an empty
    // device, or "serial", with the port's id.
    ...{ name: 'OpenConsole', needs: 'use', takes: { kind: 's', device: 's' } },
    gives: { socket: 's' },
    run: async ({ engine, consoles }, id, { caller, args: [kind, device] }) => {
      const request: ConsoleRequest = parseWith(consoleRequest, { kind, device })
      return [await consoles.open(caller, id, engine.console(id, request))]
    },
  },
  {
    // What a serial port has printed since the guest was started: its last 256 KiB.
    ...{ name: 'SerialLog', needs: 'use', takes: { device: 's' } },
    gives: { text: 'ay', truncated: 'b' },
    run: async ({ engine }, id, { args }) => {
      const endpoint = engine.console(id, {
        kind: 'serial',
        device: parseWith(deviceIdSchema, args[0]),
      })
      if (endpoint.kind !== 'serial') throw new GuesthouseError('CONSOLE_UNAVAILABLE')
      const { text, truncated } = await readTail(endpoint.logPath, SERIAL_TAIL)
      return [Buffer.from(text, 'utf8'), truncated]
    },
  },
]
