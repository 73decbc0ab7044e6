import { useTranslation } from 'react-i18next'
import type { SoundConfig } from '../../../../shared/domain/config/devices.ts'
import { SelectField } from '../../../ui/select-field.tsx'
import { optionsOf } from '../choices.ts'
import { set } from '../draft/edits.ts'
import { useForm } from '../form-context.ts'
import { CheckField, FormPage } from './fields.tsx'
import { RemoveButton } from './remove-button.tsx'

const devices = ['hda-duplex', 'hda-output', 'hda-micro', 'ac97', 'virtio'] as const

export function SoundForm({ sound }: { readonly sound: SoundConfig }) {
  const { t } = useTranslation()
  const { offer, edit } = useForm()
  return (
    <FormPage
      title={t('hardware.soundDevice')}
      actions={<RemoveButton name={t('hardware.soundDevice')} remove={set({ sound: null })} />}
    >
      <SelectField
        label={t('hardware.nicModel')}
        value={sound.device}
        options={optionsOf('sound', devices, sound.device, offer?.soundDevices)}
        onChange={(device) => edit(set({ sound: { ...sound, device } }))}
      />
      <CheckField
        label={t('hardware.microphone')}
        hint={t('hardware.microphoneHint')}
        checked={sound.microphone}
        onChange={(microphone) => edit(set({ sound: { ...sound, microphone } }))}
      />
    </FormPage>
  )
}
