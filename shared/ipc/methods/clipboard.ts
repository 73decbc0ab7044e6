import * as z from 'zod/mini'
import { guestRef, method, nothing, ofGuest } from '../method.ts'

/** Characters; more is no text that a person typed. */
export const CLIPBOARD_TEXT_MAX = 1024 * 1024

const clipboardTextSchema = z.string().check(z.maxLength(CLIPBOARD_TEXT_MAX))

export const clipboardMethods = {
  /** For what a person pastes or types by their own command. */
  'clipboard.read': method(nothing, z.object({ text: clipboardTextSchema })),
  /** Refused with CLIPBOARD_OFF unless the guest may have what is copied here. */
  'clipboard.toGuest': method(guestRef, z.object({ text: clipboardTextSchema })),
  /** Refused with CLIPBOARD_OFF unless what is copied in the guest may come out. */
  'clipboard.fromGuest': method(z.object({ ...ofGuest, text: clipboardTextSchema }), nothing),
} as const
