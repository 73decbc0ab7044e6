import * as z from 'zod/mini'
import { deviceIdSchema, lineSchema } from '../domain/config/primitives.ts'
import { guestIdSchema } from '../domain/guest-config.ts'
import { snapshotIdSchema } from '../domain/snapshots.ts'

/** What methods of the contract are made of. */
export const method = <I extends z.ZodMiniType, O extends z.ZodMiniType>(input: I, output: O) => ({
  input,
  output,
})

export const nothing = z.undefined()
export const guestRef = z.object({ id: guestIdSchema })
export const ofGuest = guestRef.shape
export const guestRefs = z.object({ ids: z.array(guestIdSchema).check(z.maxLength(10_000)) })
export const diskRef = z.object({ id: guestIdSchema, disk: deviceIdSchema })
export const snapshotRef = z.object({ id: guestIdSchema, snapshot: snapshotIdSchema })

/** A path inside a guest, in the words of its own operating system. */
export const pathInGuestSchema = lineSchema(4095).check(z.minLength(1))
