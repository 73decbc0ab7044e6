import { useTranslation } from 'react-i18next'
import { videoSchema } from '../../../../shared/domain/config/devices.ts'
import { SelectField } from '../../../ui/select-field.tsx'
import { optionsOf } from '../choices.ts'
import { set } from '../draft/edits.ts'
import { useForm } from '../form-context.ts'
import { CheckField, FormPage } from './fields.tsx'

export function DisplayForm() {
  const { t } = useTranslation()
  const { config, offer, edit } = useForm()
  return (
    <FormPage title={t('hardware.display')}>
      <CheckField
        label={t('hardware.displayScreen')}
        hint={t('hardware.displayScreenHint')}
        checked={config.display === 'vnc'}
        onChange={(on) => edit(set({ display: on ? 'vnc' : 'none' }))}
      />
      {config.display === 'vnc' && (
        <SelectField
          label={t('hardware.video')}
          value={config.video}
          options={optionsOf(
            'video',
            videoSchema.options,
            config.video,
            offer === null ? null : ['auto', ...offer.videos],
          )}
          onChange={(video) => edit(set({ video }))}
        />
      )}
    </FormPage>
  )
}
