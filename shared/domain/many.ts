import * as z from 'zod/mini'
import { errorDataSchema } from './guest.ts'
import { guestIdSchema } from './guest-config.ts'

/** How an operation on one of many guests went. */
export const manyResultSchema = z.discriminatedUnion('ok', [
  z.object({ id: guestIdSchema, ok: z.literal(true) }),
  z.object({ id: guestIdSchema, ok: z.literal(false), error: errorDataSchema }),
])
export type ManyResult = z.infer<typeof manyResultSchema>

/** What became of a guest when its user left, and why where that is not what its policy asks for. */
export const leaveResultSchema = z.object({
  id: guestIdSchema,
  outcome: z.enum(['saved', 'shut-down', 'left']),
  error: z.nullable(errorDataSchema),
})
export type LeaveResult = z.infer<typeof leaveResultSchema>
