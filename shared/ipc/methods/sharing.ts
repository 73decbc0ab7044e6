import * as z from 'zod/mini'
import { deviceIdSchema } from '../../domain/config/primitives.ts'
import { filePathSchema, guestIdSchema } from '../../domain/guest-config.ts'
import { mountLineSchema } from '../../domain/sharing.ts'
import { guestRef, method } from '../method.ts'

export const sharingMethods = {
  /** What to type in a Linux guest for each of its shared folders. */
  'sharing.mountLines': method(guestRef, z.array(mountLineSchema)),
  /** Mounts a folder in a Linux guest through its agent, at /mnt/<tag> unless told otherwise. */
  'sharing.mount': method(
    z.object({
      id: guestIdSchema,
      share: deviceIdSchema,
      mountPoint: z.optional(filePathSchema),
    }),
    z.object({ mountPoint: z.string() }),
  ),
} as const
