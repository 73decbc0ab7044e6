import * as z from 'zod/mini'
import { deviceIdSchema, lineSchema } from '../../domain/config/primitives.ts'
import { filePathSchema, guestIdSchema } from '../../domain/guest-config.ts'
import { method, nothing } from '../method.ts'

/** Characters: a terminal keeps far less. */
export const CONSOLE_TEXT_MAX = 16 * 1024 * 1024

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
  /**
   * Asks the person for a file and writes a terminal's text to it. Answers with its path; null where
   * they cancelled. `name` is what the file is called unless they choose otherwise.
   */
  'consoles.saveText': method(
    z.object({
      name: lineSchema(255),
      text: z.string().check(z.maxLength(CONSOLE_TEXT_MAX)),
    }),
    z.nullable(filePathSchema),
  ),
} as const
