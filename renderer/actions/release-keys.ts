import type { TFunction } from 'i18next'
import type { ReleaseChord } from '../../shared/domain/settings.ts'
import { useSettings } from '../stores/settings-store.ts'

/** As shortcut-table.ts writes keys. */
const keysOf: Readonly<Record<ReleaseChord, readonly ('Ctrl' | 'Alt' | 'Shift' | 'RightCtrl')[]>> =
  {
    'ctrl-alt': ['Ctrl', 'Alt'],
    'ctrl-alt-shift': ['Ctrl', 'Alt', 'Shift'],
    'right-ctrl': ['RightCtrl'],
  }

/** The keys that give the keyboard back, for the sheet of shortcuts. */
export const useReleaseKeys = (): string =>
  useSettings(({ settings }) => keysOf[settings.keyboard.releaseChord].join('+'))

/** The same within a sentence, by the keys' names on the keyboard. */
export const releaseKeysText = (chord: ReleaseChord, t: TFunction): string =>
  keysOf[chord].map((key) => t(`keys.${key}`)).join('+')

export const useReleaseChord = (): ReleaseChord =>
  useSettings(({ settings }) => settings.keyboard.releaseChord)
