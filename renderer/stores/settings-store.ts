import { create } from 'zustand'
import {
  defaultSettings,
  type Settings,
  type SettingsPatch,
  type SettingsView,
} from '../../shared/domain/settings.ts'
import { call } from '../ipc/call.ts'
import { follow } from '../ipc/follow.ts'

/** A mirror of the topic `settings`; `known` is false until the first snapshot. */
export interface SettingsState extends SettingsView {
  readonly known: boolean
}

export const useSettings = create<SettingsState>()(() => ({
  ...{ known: false, settings: defaultSettings, problems: [], path: '' },
}))

export const selectSettings = (state: SettingsState): Settings => state.settings

export function followSettings(): () => void {
  const put = (view: SettingsView): void => useSettings.setState({ ...view, known: true })
  return follow('settings', {
    onSnapshot: put,
    onChange: put,
    // The window works with what it has; the guests' mirror reports a dead connection.
    onError: () => {},
  })
}

/** Rejects with what stood in the way; the mirror follows when it is on the disk. */
export const changeSettings = (patch: SettingsPatch): Promise<void> =>
  call('settings.change', patch)
