import * as z from 'zod/mini'
import { errorDataSchema } from './guest.ts'
import { filePathSchema } from './guest-config.ts'

/** Other managers whose machines are found in the home. */
export const machineOrigins = ['libvirt', 'boxes', 'quickemu'] as const
export type MachineOrigin = (typeof machineOrigins)[number]

/** A machine of another manager that could be used here. */
export const foundMachineSchema = z.object({
  origin: z.enum(machineOrigins),
  /** The file that describes it; names it in calls. */
  path: filePathSchema,
  name: z.string(),
  memoryMiB: z.nullable(z.number()),
  /** Sizes in bytes, as taken on the disk. */
  disks: z.array(z.object({ path: z.string(), bytes: z.number() })),
  /** The files below its disks, which are taken over with them: for the person to agree to. */
  backing: z.array(z.string()),
  /** Bytes that the files below take, which a copy takes as well. */
  backingBytes: z.number(),
  /** Whether it runs now: it has to be shut down first. */
  running: z.boolean(),
  /** Whether a machine here uses its disks, or is a copy of it, already. */
  taken: z.boolean(),
  /** Why it cannot be used. */
  problem: z.nullable(errorDataSchema),
})
export type FoundMachine = z.infer<typeof foundMachineSchema>

/** How machines of another manager are taken over. */
export const adoptSchema = z.object({
  path: filePathSchema,
  /** `use`: its disks stay where they are. The other manager must not start it any more. */
  disks: z.enum(['copy', 'use']),
  /** The files below its disks, as shown to the person, who agreed. */
  acceptBacking: z.optional(z.array(filePathSchema).check(z.maxLength(512))),
})
export type Adopt = z.infer<typeof adoptSchema>
