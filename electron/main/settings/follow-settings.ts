import { isDeepStrictEqual } from 'node:util'
import type { Settings } from '../../../shared/domain/settings.ts'
import type { SettingsStore } from './settings-file.ts'

/**
 * Calls `apply` with a part of the settings now, and whenever that part is another. Returns the end.
 */
export function followSettings<T>(
  settings: Pick<SettingsStore, 'get' | 'onChange'>,
  part: (settings: Settings) => T,
  apply: (value: T) => void,
): () => void {
  let applied = part(settings.get())
  apply(applied)
  return settings.onChange((view) => {
    const next = part(view.settings)
    if (isDeepStrictEqual(next, applied)) return
    applied = next
    apply(next)
  })
}
