import { settingsPatchSchema } from '../../domain/settings.ts'
import { method, nothing } from '../method.ts'

export const settingsMethods = {
  /** Answers when the change is on the disk. */
  'settings.change': method(settingsPatchSchema, nothing),
} as const
