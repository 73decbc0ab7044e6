import { shell } from 'electron'
import { GuesthouseError } from '../../../../shared/domain/errors.ts'
import type { SettingsStore } from '../../settings/settings-file.ts'
import type { Handlers } from '../router.ts'

export const settingsHandlers = (settings: SettingsStore) =>
  ({
    'settings.change': (patch) => settings.change(patch),
    'settings.open': async () => {
      const { path } = settings.view()
      await settings.ensureFile()
      const failure = await shell.openPath(path)
      if (failure !== '') throw new GuesthouseError('FILE_NOT_OPENED', { path }, failure)
    },
  }) satisfies Partial<Handlers>
