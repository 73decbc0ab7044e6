import { useTranslation } from 'react-i18next'
import {
  keyboardLayouts,
  releaseChords,
  screenModes,
  TERMINAL_FONT_SIZE,
  terminalThemes,
} from '../../../../shared/domain/settings.ts'
import { releaseKeysText } from '../../../actions/release-keys.ts'
import { Section } from '../section.tsx'
import { NumberRow, SelectRow, SwitchRow } from '../setting-rows.tsx'

export function ConsolesSection() {
  const { t } = useTranslation()
  const { min, max } = TERMINAL_FONT_SIZE
  return (
    <Section section="consoles">
      <SelectRow
        setting="consoles.screenMode"
        options={screenModes.map((value) => ({ value, label: t(`console.mode.${value}`) }))}
      />
      <NumberRow
        setting="consoles.terminalFontSize"
        min={min}
        max={max}
        unit={t('settings.fontUnit')}
        invalid={t('settings.fontInvalid', { min, max })}
      />
      <SelectRow
        setting="consoles.terminalTheme"
        options={terminalThemes.map((value) => ({ value, label: t(`serial.${value}`) }))}
      />
      <SwitchRow setting="consoles.terminalScreenReader" />
    </Section>
  )
}

export function KeyboardSection() {
  const { t } = useTranslation()
  return (
    <Section section="keyboard">
      <SelectRow
        setting="keyboard.layout"
        options={keyboardLayouts.map((value) => ({ value, label: t(`console.typing.${value}`) }))}
      />
      <SelectRow
        setting="keyboard.releaseChord"
        options={releaseChords.map((value) => ({ value, label: releaseKeysText(value, t) }))}
      />
    </Section>
  )
}
