import { useTranslation } from 'react-i18next'
import { accents, languageChoices, themes } from '../../../../shared/domain/settings.ts'
import { useDesktop } from '../../../stores/desktop-store.ts'
import { useSettings } from '../../../stores/settings-store.ts'
import { Section } from '../section.tsx'
import { SelectRow } from '../setting-rows.tsx'

export function AppearanceSection() {
  const { t } = useTranslation()
  const accent = useSettings(({ settings }) => settings.appearance.accent)
  const unknown = useDesktop((desktop) => desktop.accent === null)
  return (
    <Section section="appearance">
      <SelectRow
        setting="appearance.theme"
        options={themes.map((value) => ({ value, label: t(`settings.theme.${value}`) }))}
      />
      <SelectRow
        setting="appearance.accent"
        options={accents.map((value) => ({ value, label: t(`settings.accent.${value}`) }))}
        {...(accent === 'desktop' && unknown ? { hint: t('settings.accentUnknown') } : {})}
      />
      <SelectRow
        setting="appearance.language"
        options={languageChoices.map((value) => {
          const label = t(`settings.language.${value}`)
          return { value, label }
        })}
      />
    </Section>
  )
}
