import { nativeTheme } from 'electron'
import type { ColorScheme } from './desktop/portal-settings.ts'
import type { SettingsStore } from './settings/settings-file.ts'

export interface Theme {
  /** What the desktop prefers; null where it says nothing. */
  prefer(scheme: ColorScheme | null): void
}

/**
 * Makes windows dark or light as the settings want, or as the desktop prefers where those leave it to
 * the desktop. Before the first window, which would be painted otherwise. Chromium 114 looks at GTK's
 * theme alone; later ones ask the portal too, and come to the same.
 */
export function followTheme(settings: Pick<SettingsStore, 'get' | 'onChange'>): Theme {
  let preferred: ColorScheme | null = null
  const apply = (): void => {
    const { theme } = settings.get().appearance
    const wanted = theme === 'system' ? (preferred ?? 'system') : theme
    if (nativeTheme.themeSource !== wanted) nativeTheme.themeSource = wanted
  }
  settings.onChange(apply)
  apply()
  return {
    prefer(scheme) {
      preferred = scheme
      apply()
    },
  }
}
