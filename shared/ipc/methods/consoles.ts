import * as z from 'zod/mini'
import { deviceIdSchema } from '../../domain/config/primitives.ts'
import { guestIdSchema } from '../../domain/guest-config.ts'
import { method, nothing } from '../method.ts'

export const consolesMethods = {
  /** A MessagePort for `token` follows through the preload (see ipc/console.ts). */
  'consoles.open': method(
    z.object({
      id: guestIdSchema,
      console: z.discriminatedUnion('kind', [
        z.object({ kind: z.literal('vnc') }),
        z.object({ kind: z.literal('serial'), device: deviceIdSchema }),
      ]),
      token: z.uuid(),
    }),
    nothing,
  ),
} as const
