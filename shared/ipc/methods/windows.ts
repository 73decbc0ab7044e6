import * as z from 'zod/mini'
import { guestIdSchema } from '../../domain/guest-config.ts'
import { guestRef, method, nothing } from '../method.ts'

export const windowsMethods = {
  /** A window of its own for a guest's screen, or that window in front. */
  'windows.openGuest': method(guestRef, nothing),
  /** The main window in front, at a guest's page if one is named. */
  'windows.openMain': method(z.object({ id: z.optional(guestIdSchema) }), nothing),
  /** Of the calling window. */
  'windows.setFullScreen': method(z.object({ on: z.boolean() }), nothing),
} as const
