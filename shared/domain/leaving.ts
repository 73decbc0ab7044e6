import * as z from 'zod/mini'
import { guestIdSchema, logoutPolicySchema } from './guest-config.ts'

/** Why machines are left: the session or the computer ends, or the person quits. */
export const leaveReasons = ['session', 'shutdown', 'quit'] as const
export type LeaveReason = (typeof leaveReasons)[number]

/** What is being done with the machines that run before the app, the session or the computer ends. */
export const leavingViewSchema = z.object({
  reason: z.enum(leaveReasons),
  guests: z.array(
    z.object({
      id: guestIdSchema,
      name: z.string(),
      policy: logoutPolicySchema,
      state: z.enum(['waiting', 'saving', 'shutting-down', 'saved', 'shut-down', 'left']),
    }),
  ),
})
export type LeavingView = z.infer<typeof leavingViewSchema>
