import * as z from 'zod/mini'
import type { ErrorData } from './errors.ts'
import { errorDataSchema } from './guest.ts'
import { guestIdSchema } from './guest-config.ts'

/** How an operation on one of many guests went. */
export const manyResultSchema = z.discriminatedUnion('ok', [
  z.object({ id: guestIdSchema, ok: z.literal(true) }),
  z.object({ id: guestIdSchema, ok: z.literal(false), error: errorDataSchema }),
])
export type ManyResult = z.infer<typeof manyResultSchema>

/** What became of a guest when its user left, and why where that is not what its policy asks for. */
export interface LeaveResult {
  readonly id: string
  readonly outcome: 'saved' | 'shut-down' | 'left'
  readonly error: ErrorData | null
}
