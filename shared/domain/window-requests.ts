import * as z from 'zod/mini'
import { filePathSchema, guestIdSchema } from './guest-config.ts'

/** What main asks the main window to show: a click on a notification, a second start of the app. */
export const windowRequestSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('guest'), id: guestIdSchema }),
  z.object({ kind: z.literal('activity') }),
  z.object({ kind: z.literal('new-machine'), file: z.optional(filePathSchema) }),
])
export type WindowRequest = z.infer<typeof windowRequestSchema>
