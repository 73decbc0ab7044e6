import * as z from 'zod/mini'
import { errorCatalogue, type ErrorCode } from '../../../shared/domain/errors.ts'

/** Its directory is what keeps others out: 0750, of the network service, for the daemon's group. */
export const CONTROL_SOCKET = '/run/guesthouse-network/control'

/** Bytes of a request or of a line of an answer, without its end. */
export const REQUEST_MAX_BYTES = 4_096
export const ANSWER_MAX_BYTES = 4 * 1024 * 1024

/** IFNAMSIZ is 16 with its zero. `.` and `..` are no names of interfaces (dev_valid_name). */
const bridgeSchema = z.string().check(z.regex(/^(?!\.{1,2}$)[\w.-]{1,15}$/))

/** What our devices are called, and nothing else is taken for one: "ght" and 10 random digits. */
export const OWN_TAP_NAME = /^ght[0-9a-f]{10}$/
const deviceSchema = z.string().check(z.regex(OWN_TAP_NAME))

/** uid_t, less the value that means none. */
const uidSchema = z.int().check(z.gte(0), z.lt(0xffff_ffff))

/** A request: one line of JSON. Unknown keys are refused: they would ask for what is not done. */
export const requestSchema = z.discriminatedUnion('do', [
  z.strictObject({ do: z.literal('create'), bridge: bridgeSchema, uid: uidSchema }),
  /** `unlessInUse`: is refused with TAP_IN_USE while a program has it open. */
  z.strictObject({ do: z.literal('remove'), device: deviceSchema, unlessInUse: z.boolean() }),
  z.strictObject({ do: z.literal('list') }),
  /** The bridges that are offered and there. */
  z.strictObject({ do: z.literal('bridges') }),
  /** Answered with the list, and again with it whenever it has changed, until the line is closed. */
  z.strictObject({ do: z.literal('watch') }),
])
export type NetworkRequest = z.infer<typeof requestSchema>

export const tapSchema = z.object({
  device: deviceSchema,
  /** Of the bridge's end of it, not of the guest's NIC. */
  mac: z.string(),
  /** Whom it was made for. */
  uid: uidSchema,
  bridge: bridgeSchema,
  /** Whether a program has it open: its carrier. */
  inUse: z.boolean(),
})
export type Tap = z.infer<typeof tapSchema>

export const tapsSchema = z.array(tapSchema)
export const bridgesSchema = z.array(bridgeSchema)

export const answerSchema = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), value: z.unknown() }),
  z.object({
    ok: z.literal(false),
    error: z.object({
      code: z.enum(Object.keys(errorCatalogue) as [ErrorCode, ...ErrorCode[]]),
      params: z.record(z.string(), z.union([z.string(), z.number()])),
      cause: z.optional(z.string()),
    }),
  }),
])
export type Answer = z.infer<typeof answerSchema>
