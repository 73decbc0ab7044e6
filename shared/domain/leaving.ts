import * as z from 'zod/mini'
import { errorDataSchema } from './guest.ts'
import { guestIdSchema, logoutPolicySchema } from './guest-config.ts'

/** Why machines are left: the session or the computer ends, or the person quits. */
export const leaveReasons = ['session', 'shutdown', 'quit'] as const
export type LeaveReason = (typeof leaveReasons)[number]

/** How far it is with one machine; the last three are how it ended. */
export const leavingStates = [
  'waiting',
  'saving',
  'shutting-down',
  'saved',
  'shut-down',
  'left',
] as const
export type LeavingState = (typeof leavingStates)[number]

const leavingGuestSchema = z.object({
  id: guestIdSchema,
  name: z.string(),
  policy: logoutPolicySchema,
  state: z.enum(leavingStates),
  /** What was in the way of what its policy asks for. */
  error: z.nullable(errorDataSchema),
})
export type LeavingGuestView = z.infer<typeof leavingGuestSchema>

/** What is being done with the machines that run before the app, the session or the computer ends. */
export const leavingViewSchema = z.object({
  reason: z.enum(leaveReasons),
  guests: z.array(leavingGuestSchema),
  /** Nothing more is begun, and saves are undone: the person said so, or the time is over. */
  stopping: z.boolean(),
})
export type LeavingView = z.infer<typeof leavingViewSchema>

const ends: ReadonlySet<LeavingState> = new Set(['saved', 'shut-down', 'left'])

/** Whether nothing is being done with the machine any more. */
export const isLeft = ({ state }: Pick<LeavingGuestView, 'state'>): boolean => ends.has(state)

/** What is done once nothing more is: the app goes on, or ends. */
export const afterStopping = ['stay', 'end'] as const
export type AfterStopping = (typeof afterStopping)[number]
