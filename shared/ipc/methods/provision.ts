import * as z from 'zod/mini'
import { filePathSchema } from '../../domain/guest-config.ts'
import { foundSourceSchema, provisionSchema } from '../../domain/provision.ts'
import { guestRef, method } from '../method.ts'

export const provisionMethods = {
  /** What a file is that a person wants to make a machine of, and the machine that it would be. */
  'provision.inspect': method(z.object({ path: filePathSchema }), foundSourceSchema),
  /** Answers when the machine is there; shown as a job where disks are copied or converted. */
  'provision.create': method(provisionSchema, guestRef),
} as const
