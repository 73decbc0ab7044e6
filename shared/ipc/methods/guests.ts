import * as z from 'zod/mini'
import { nicAddressSchema } from '../../domain/addresses.ts'
import { commandLineViewSchema } from '../../domain/command-line.ts'
import { configureGuestSchema, configureResultSchema } from '../../domain/configure.ts'
import { describeGuestSchema } from '../../domain/describe.ts'
import {
  guestConfigSchema,
  guestIdSchema,
  guestNameSchema,
  newGuestSchema,
} from '../../domain/guest-config.ts'
import { manyResultSchema } from '../../domain/many.ts'
import { saveBlockerSchema } from '../../domain/save-blockers.ts'
import { guestRef, guestRefs, method, nothing, ofGuest } from '../method.ts'

export const guestsMethods = {
  'guests.create': method(newGuestSchema, guestRef),
  /** `disposable`: what the guest writes is thrown away when it stops. */
  'guests.start': method(
    z.object({ id: guestIdSchema, disposable: z.optional(z.boolean()) }),
    nothing,
  ),
  /** Asks the guest to shut down (ACPI). Answers when QEMU took it, not when the guest is off. */
  'guests.shutdown': method(guestRef, nothing),
  'guests.powerOff': method(guestRef, nothing),
  /** Answers when the guest is on the disk; shown as a job. */
  'guests.save': method(guestRef, nothing),
  'guests.saveBlockers': method(guestRef, z.array(saveBlockerSchema)),
  /** Its memory is lost, as after a power cut. */
  'guests.discardSaved': method(guestRef, nothing),
  /** Each answers when all are done. */
  'guests.startMany': method(guestRefs, z.array(manyResultSchema)),
  'guests.saveMany': method(guestRefs, z.array(manyResultSchema)),
  'guests.shutdownMany': method(guestRefs, z.array(manyResultSchema)),
  /** Starts what is to start when its user logs in; what runs is left out. */
  'guests.autostart': method(nothing, z.array(manyResultSchema)),
  'guests.reset': method(guestRef, nothing),
  'guests.pause': method(guestRef, nothing),
  'guests.resume': method(guestRef, nothing),
  'guests.rename': method(z.object({ id: guestIdSchema, name: guestNameSchema }), nothing),
  /** Answers when what can be changed while the guest runs is changed. */
  'guests.configure': method(
    z.object({ ...ofGuest, ...configureGuestSchema.shape }),
    configureResultSchema,
  ),
  /** What a deletion would remove and leave; `bytes` is the space taken on disk. */
  'guests.deletionPreview': method(
    guestRef,
    z.object({
      managedDisks: z.array(z.object({ path: z.string(), bytes: z.number() })),
      foreignFiles: z.array(z.string()),
    }),
  ),
  'guests.delete': method(z.object({ id: guestIdSchema, deleteDisks: z.boolean() }), nothing),
  /** Where a guest that runs is reached; empty for one that is off. */
  'guests.addresses': method(guestRef, z.array(nicAddressSchema)),
  /** The last part of QEMU's own log, at most 256 KiB. */
  'guests.log': method(guestRef, z.object({ text: z.string(), truncated: z.boolean() })),
  /** What a person keeps about a guest; allowed in every state but broken. */
  'guests.describe': method(z.object({ ...ofGuest, ...describeGuestSchema.shape }), nothing),
  /** How QEMU was started, or would be: with `config` instead of what the guest has, if given. */
  'guests.commandLine': method(
    z.object({ ...ofGuest, config: z.optional(guestConfigSchema) }),
    commandLineViewSchema,
  ),
} as const
