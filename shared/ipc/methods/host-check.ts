import * as z from 'zod/mini'
import { hostCheckIds, mendSchema, systemDaemonSchema } from '../../domain/host-check.ts'
import { method, nothing } from '../method.ts'

export const hostCheckMethods = {
  /** Looks at everything anew, or at that one; what is found is told by the topic `hostCheck`. */
  'hostCheck.run': method(z.object({ id: z.optional(z.enum(hostCheckIds)) }), nothing),
  /** Has a mend run with the administrator's rights, which the desktop asks for; then looks again. */
  'hostCheck.mend': method(
    z.object({ id: z.enum(hostCheckIds), mend: mendSchema.shape.id }),
    nothing,
  ),
  'hostCheck.systemDaemons': method(nothing, z.array(systemDaemonSchema)),
} as const
