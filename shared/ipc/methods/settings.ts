import { settingsPatchSchema } from '../../domain/settings.ts'
import { method, nothing } from '../method.ts'

export const settingsMethods = {
  /** Answers when the change is on the disk. */
  'settings.change': method(settingsPatchSchema, nothing),
  /** Opens settings.json in the desktop's program for it, made where there is none yet. */
  'settings.open': method(nothing, nothing),
} as const
