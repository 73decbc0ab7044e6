import { useState } from 'react'
import type { ErrorData } from '../../../shared/domain/errors.ts'
import {
  type Settings,
  type SettingName,
  type SettingsPatch,
  type SettingsSection,
  type SettingValue,
} from '../../../shared/domain/settings.ts'
import { errorDataOf } from '../../ipc/call.ts'
import { changeSettings, useSettings } from '../../stores/settings-store.ts'

export interface Setting<V> {
  /** What holds, or is on its way to the disk. */
  readonly value: V
  /** Why the last change was not made. */
  readonly error: ErrorData | null
  /** Never rejects. */
  readonly change: (value: V) => Promise<void>
}

/** "appearance.theme" as its section and field. */
function partsOf(name: SettingName): readonly [SettingsSection, string] {
  const [section = '', field = ''] = name.split('.')
  return [section as SettingsSection, field]
}

export function settingIn<N extends SettingName>(settings: Settings, name: N): SettingValue<N> {
  const [section, field] = partsOf(name)
  return (settings[section] as Readonly<Record<string, unknown>>)[field] as SettingValue<N>
}

export function patchOf<N extends SettingName>(name: N, value: SettingValue<N>): SettingsPatch {
  const [section, field] = partsOf(name)
  return { [section]: { [field]: value } }
}

/** A setting and the way to change it; the failure of that belongs beside its control. */
export function useSetting<N extends SettingName>(name: N): Setting<SettingValue<N>> {
  const held = useSettings(({ settings }) => settingIn(settings, name))
  const [wanted, setWanted] = useState<{ readonly value: SettingValue<N> } | null>(null)
  const [error, setError] = useState<ErrorData | null>(null)
  const change = async (value: SettingValue<N>): Promise<void> => {
    const own = { value }
    setWanted(own)
    setError(null)
    try {
      await changeSettings(patchOf(name, value))
    } catch (caught) {
      setError(errorDataOf(caught))
    } finally {
      setWanted((latest) => (latest === own ? null : latest))
    }
  }
  return { value: wanted === null ? held : wanted.value, error, change }
}
