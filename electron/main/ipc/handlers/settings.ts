import type { SettingsStore } from '../../settings/settings-file.ts'
import type { Handlers } from '../router.ts'

export const settingsHandlers = (settings: SettingsStore) =>
  ({
    'settings.change': (patch) => settings.change(patch),
  }) satisfies Partial<Handlers>
