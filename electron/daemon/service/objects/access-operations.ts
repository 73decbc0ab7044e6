import * as z from 'zod/mini'
import { deviceIdSchema } from '../../../../shared/domain/config/primitives.ts'
import { GuesthouseError } from '../../../../shared/domain/errors.ts'
import type { ConsoleRequest } from '../../../engine/index.ts'
import { readTail } from '../../../platform/files.ts'
import { groupNumber } from '../access/names.ts'
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

/** Whose a guest is, and reaching its consoles. */
export const accessOperations: readonly GuestOperation[] = [
  {
    ...{ name: 'Share', needs: 'own', takes: { users: 'au', groups: 'as' } },
    run: async ({ access, touchGuest }, id, { args }) => {
      const names = parseWith(groupNames, args[1])
      const groups = await Promise.all(
        [...new Set(names)].map(async (name) => {
          const gid = await groupNumber(name)
          if (gid === null) throw new GuesthouseError('GROUP_UNKNOWN', { group: name })
          return { gid, name }
        }),
      )
      const { owner } = access.store.of(id)
      const record = { owner, users: [...new Set(parseWith(users, args[0]))], groups }
      const written = access.store.set(id, record)
      touchGuest(id)
      await written
    },
  },
  {
    // The guest is then its caller's, and shared with those with whom it was.
    ...{ name: 'TakeOver', needs: 'manage' },
    run: async ({ access, touchGuest }, id, { caller }) => {
      const written = access.store.set(id, { ...access.store.of(id), owner: caller.uid })
      touchGuest(id)
      await written
    },
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
