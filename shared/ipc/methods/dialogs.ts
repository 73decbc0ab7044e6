import * as z from 'zod/mini'
import { lineSchema } from '../../domain/config/primitives.ts'
import { filePathSchema } from '../../domain/guest-config.ts'
import { method, nothing } from '../method.ts'

export const dialogsMethods = {
  /** null where the person cancelled. */
  'dialogs.pickFile': method(
    z.object({ kind: z.enum(['cdrom', 'disk', 'kernel', 'initrd', 'folder', 'any']) }),
    z.nullable(filePathSchema),
  ),
  /** A name for a file that does not exist yet; the person was asked where it does. */
  'dialogs.pickNewFile': method(z.object({ name: lineSchema(255) }), z.nullable(filePathSchema)),
  /** Shows a file in the desktop's file manager. */
  'dialogs.reveal': method(z.object({ path: filePathSchema }), nothing),
} as const
