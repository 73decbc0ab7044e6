import * as z from 'zod/mini'
import { filePathSchema } from '../../domain/guest-config.ts'
import { folderFactsSchema, settingsPatchSchema } from '../../domain/settings.ts'
import { method, nothing } from '../method.ts'

export const settingsMethods = {
  /** Answers when the change is on the disk. */
  'settings.change': method(settingsPatchSchema, nothing),
  /** Opens settings.json in the desktop's program for it, made where there is none yet. */
  'settings.open': method(nothing, nothing),
  /** What a folder is like as a place for disks. */
  'settings.folder': method(z.object({ path: filePathSchema }), folderFactsSchema),
} as const
