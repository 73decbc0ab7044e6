import * as z from 'zod/mini'
import { afterStopping } from '../../domain/leaving.ts'
import { method, nothing } from '../method.ts'

export const leavingMethods = {
  /** Saves what runs and quits. Answers at once; the topic `leaving` tells how far it is. */
  'leaving.quit': method(nothing, nothing),
  /**
   * Begins nothing more and undoes what is half done: those machines go on. `stay` is refused while
   * the session or the computer ends, `end` while the computer does.
   */
  'leaving.stop': method(z.object({ then: z.enum(afterStopping) }), nothing),
  /** The person was asked about the machines that were saved so, and is not asked again. */
  'leaving.forgetSaved': method(nothing, nothing),
} as const
