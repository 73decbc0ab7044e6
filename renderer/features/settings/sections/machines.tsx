import { useTranslation } from 'react-i18next'
import {
  clipboardPolicySchema,
  logoutPolicySchema,
} from '../../../../shared/domain/guest-config.ts'
import { useSettings } from '../../../stores/settings-store.ts'
import { Section } from '../section.tsx'
import { SelectRow, SwitchRow } from '../setting-rows.tsx'

export function NewMachinesSection() {
  const { t } = useTranslation()
  return (
    <Section section="newMachines" intro={t('settings.intros.newMachines')}>
      <SelectRow
        setting="newMachines.atLogout"
        options={logoutPolicySchema.options.map((value) => {
          const label = t(`settings.atLogout.${value}`)
          return { value, label }
        })}
      />
      <SelectRow
        setting="newMachines.clipboard"
        options={clipboardPolicySchema.options.map((value) => {
          const label = t(`console.clipboard.${value}Long`)
          return { value, label }
        })}
      />
      <SwitchRow setting="newMachines.startAtOnce" />
    </Section>
  )
}

export function SoundSection() {
  const { t } = useTranslation()
  const play = useSettings(({ settings }) => settings.sound.play)
  return (
    <Section section="sound" intro={t('settings.intros.sound')}>
      <SwitchRow setting="sound.play" />
      <SwitchRow
        setting="sound.microphone"
        disabled={!play}
        {...(play ? {} : { hint: t('settings.needsSound') })}
      />
    </Section>
  )
}
