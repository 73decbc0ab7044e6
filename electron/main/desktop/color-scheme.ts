import { nativeTheme } from 'electron'
import type { SettingsStore } from '../settings/settings-file.ts'
import type { ColorScheme } from './portal-settings.ts'

/**
 * Makes windows dark or light as the desktop prefers, where the settings leave it to the desktop.
 * Chromium 114 looks at GTK's theme alone; later ones ask the portal too, and come to the same.
 * Returns what is told of the desktop's preference, and the end.
 */
export function createColorScheme(settings: Pick<SettingsStore, 'get' | 'onChange'>) {
  let preferred: ColorScheme | null = null
  const apply = (): void => {
    if (settings.get().appearance.theme !== 'system') return
    const wanted = preferred ?? 'system'
    if (nativeTheme.themeSource !== wanted) nativeTheme.themeSource = wanted
  }
  const stop = settings.onChange(apply)
  return {
    prefer(scheme: ColorScheme | null): void {
      preferred = scheme
      apply()
    },
    stop,
  }
}
