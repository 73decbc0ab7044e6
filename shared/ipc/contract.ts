import * as z from 'zod/mini'
import type { ErrorData } from '../domain/errors.ts'
import { guestViewSchema, hostViewSchema } from '../domain/guest.ts'
import {
  filePathSchema,
  guestIdSchema,
  guestNameSchema,
  newGuestSchema,
} from '../domain/guest-config.ts'
import type { MethodName, TopicName } from './names.ts'

/**
 * The one source of what main and renderer say to each other. Main's handlers, the renderer's
 * client, the preload's allow-list and the fakes in tests derive from it.
 */

const nothing = z.undefined()
const guestRef = z.object({ id: guestIdSchema })

const method = <I extends z.ZodMiniType, O extends z.ZodMiniType>(input: I, output: O) => ({
  input,
  output,
})

export const methods = {
  'app.info': method(
    nothing,
    z.object({ version: z.string(), electron: z.string(), locale: z.string() }),
  ),
  'guests.create': method(newGuestSchema, guestRef),
  'guests.start': method(guestRef, nothing),
  /** Asks the guest to shut down (ACPI). Answers when QEMU took it, not when the guest is off. */
  'guests.shutdown': method(guestRef, nothing),
  'guests.powerOff': method(guestRef, nothing),
  'guests.reset': method(guestRef, nothing),
  'guests.pause': method(guestRef, nothing),
  'guests.resume': method(guestRef, nothing),
  'guests.rename': method(z.object({ id: guestIdSchema, name: guestNameSchema }), nothing),
  /** What a deletion would remove and leave; `bytes` is the space taken on disk. */
  'guests.deletionPreview': method(
    guestRef,
    z.object({
      managedDisks: z.array(z.object({ path: z.string(), bytes: z.number() })),
      foreignFiles: z.array(z.string()),
    }),
  ),
  'guests.delete': method(z.object({ id: guestIdSchema, deleteDisks: z.boolean() }), nothing),
  /** The last part of QEMU's own log, at most 256 KiB. */
  'guests.log': method(guestRef, z.object({ text: z.string(), truncated: z.boolean() })),
  /** null where the person cancelled. */
  'dialogs.pickFile': method(
    z.object({ kind: z.enum(['cdrom', 'disk', 'kernel', 'initrd']) }),
    z.nullable(filePathSchema),
  ),
  /** A MessagePort for `token` follows through the preload (see ipc/console.ts). */
  'consoles.open': method(
    z.object({
      id: guestIdSchema,
      console: z.discriminatedUnion('kind', [
        z.object({ kind: z.literal('vnc') }),
        z.object({ kind: z.literal('serial'), device: z.string() }),
      ]),
      token: z.uuid(),
    }),
    nothing,
  ),
} as const satisfies Record<MethodName, unknown>

/**
 * Topics: subscribing answers with a snapshot and its sequence number; changes follow with numbers
 * that rise by one. A gap means that something was lost: subscribe again.
 */
export const topics = {
  guests: {
    snapshot: z.array(guestViewSchema),
    change: z.discriminatedUnion('type', [
      z.object({ type: z.literal('put'), guest: guestViewSchema }),
      z.object({ type: z.literal('removed'), id: guestIdSchema }),
    ]),
  },
  host: { snapshot: hostViewSchema, change: hostViewSchema },
} as const satisfies Record<TopicName, unknown>

export { methodNames, topicNames, type MethodName, type TopicName } from './names.ts'
export type MethodInput<M extends MethodName> = z.infer<(typeof methods)[M]['input']>
export type MethodOutput<M extends MethodName> = z.infer<(typeof methods)[M]['output']>
export type TopicSnapshot<T extends TopicName> = z.infer<(typeof topics)[T]['snapshot']>
export type TopicChange<T extends TopicName> = z.infer<(typeof topics)[T]['change']>

export type Answer<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: ErrorData }

export interface TopicEvent<T extends TopicName = TopicName> {
  readonly topic: T
  readonly sequence: number
  readonly change: TopicChange<T>
}
export interface TopicStart<T extends TopicName = TopicName> {
  readonly sequence: number
  readonly snapshot: TopicSnapshot<T>
}
