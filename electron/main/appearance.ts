import { nativeTheme } from 'electron'
import { followSettings } from './settings/follow-settings.ts'
import type { SettingsStore } from './settings/settings-file.ts'
import { chooseSpokenLanguage } from './spoken-locale.ts'

/**
 * Has windows, the desktop's dialogs and what main says look and speak as the settings want, now and
 * from now on. Before the first window, which would be painted otherwise.
 */
export function followAppearance(settings: Pick<SettingsStore, 'get' | 'onChange'>): void {
  followSettings(
    settings,
    ({ appearance }) => appearance.theme,
    (theme) => {
      nativeTheme.themeSource = theme
    },
  )
  followSettings(settings, ({ appearance }) => appearance.language, chooseSpokenLanguage)
}
