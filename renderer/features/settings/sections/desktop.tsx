import { useTranslation } from 'react-i18next'
import { useDesktop } from '../../../stores/desktop-store.ts'
import { useSettings } from '../../../stores/settings-store.ts'
import { Section } from '../section.tsx'
import { SwitchRow } from '../setting-rows.tsx'

export function DesktopSection() {
  const { t } = useTranslation()
  const tray = useSettings(({ settings }) => settings.desktop.tray)
  const nobodyShows = useDesktop(({ trayHost }) => trayHost === false)
  return (
    <Section section="desktop">
      <SwitchRow
        setting="desktop.tray"
        {...(nobodyShows ? { hint: t('settings.noTrayHost') } : {})}
      />
      <SwitchRow
        setting="desktop.closeToTray"
        disabled={!tray}
        {...(tray ? {} : { hint: t('settings.needsTray') })}
      />
      <SwitchRow setting="desktop.startAtLogin" />
    </Section>
  )
}

export function PrivacySection() {
  return (
    <Section section="privacy">
      <SwitchRow setting="privacy.notifications" />
      <SwitchRow setting="privacy.keepPictures" />
      <SwitchRow setting="privacy.namesInTray" />
    </Section>
  )
}
