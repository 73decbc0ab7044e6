import * as z from 'zod/mini'
import { agentViewSchema } from '../../domain/agent.ts'
import { filePathSchema, guestIdSchema } from '../../domain/guest-config.ts'
import { guestRef, method, nothing, pathInGuestSchema } from '../method.ts'

export const agentMethods = {
  /** What the agent in a guest says of it. */
  'agent.info': method(guestRef, agentViewSchema),
  /** Answers when the file is there; shown as a job. */
  'agent.copyIn': method(
    z.object({
      id: guestIdSchema,
      from: filePathSchema,
      to: pathInGuestSchema,
      overwrite: z.boolean(),
    }),
    nothing,
  ),
  'agent.copyOut': method(
    z.object({
      id: guestIdSchema,
      from: pathInGuestSchema,
      to: filePathSchema,
      overwrite: z.boolean(),
    }),
    nothing,
  ),
} as const
