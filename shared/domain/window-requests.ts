import * as z from 'zod/mini'
import { errorDataSchema } from './guest.ts'
import { filePathSchema, guestIdSchema } from './guest-config.ts'

/** What a person is told once, and has nothing to do about at once. */
export const windowNotices = ['no-tray'] as const
export type WindowNotice = (typeof windowNotices)[number]

/** What main asks the main window to show: a click on a notification, a second start of the app. */
export const windowRequestSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('guest'), id: guestIdSchema }),
  z.object({ kind: z.literal('activity') }),
  z.object({ kind: z.literal('new-machine'), file: z.optional(filePathSchema) }),
  z.object({ kind: z.literal('host-check') }),
  z.object({ kind: z.literal('settings') }),
  /** Guesthouse was updated since it was last open: what is new. */
  z.object({ kind: z.literal('news') }),
  /** These were saved when the session ended: the person is asked whether they go on. */
  z.object({ kind: z.literal('resume-saved'), ids: z.array(guestIdSchema) }),
  z.object({ kind: z.literal('notice'), notice: z.enum(windowNotices) }),
  /** What was asked for outside of the window could not be done. */
  z.object({ kind: z.literal('failed'), error: errorDataSchema }),
])
export type WindowRequest = z.infer<typeof windowRequestSchema>
