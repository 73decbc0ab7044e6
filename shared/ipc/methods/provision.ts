import * as z from 'zod/mini'
import { adoptSchema, foundMachineSchema } from '../../domain/found-machines.ts'
import { filePathSchema } from '../../domain/guest-config.ts'
import { foundSourceSchema, provisionSchema } from '../../domain/provision.ts'
import { guestRef, method, nothing } from '../method.ts'

export const provisionMethods = {
  /** What a file is that a person wants to make a machine of, and the machine that it would be. */
  'provision.inspect': method(z.object({ path: filePathSchema }), foundSourceSchema),
  /** Answers when the machine is there; shown as a job where disks are copied or converted. */
  'provision.create': method(provisionSchema, guestRef),
  /** Machines of other managers in this user's home. */
  'provision.findMachines': method(nothing, z.array(foundMachineSchema)),
  /** Takes such a machine over; shown as a job where its disks are copied. */
  'provision.adopt': method(adoptSchema, guestRef),
} as const
