import * as z from 'zod/mini'
import { cpuCountSchema } from './primitives.ts'

export const cpuSchema = z.looseObject({
  /**
   * `auto`: all that the accelerator can give. `host` and `max` as QEMU has them, or a model's name
   * (qemu-system-x86_64 -cpu help).
   */
  model: z._default(z.string().check(z.regex(/^[A-Za-z0-9][\w.-]{0,63}$/)), 'auto'),
  /** Without it: one socket, one thread a core. */
  topology: z.optional(
    z.looseObject({ sockets: cpuCountSchema, cores: cpuCountSchema, threads: cpuCountSchema }),
  ),
})
export type CpuConfig = z.infer<typeof cpuSchema>
