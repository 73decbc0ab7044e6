import { useTranslation } from 'react-i18next'
import { formatMiB } from '../../../i18n/format.ts'
import { selectHost, useHost } from '../../../stores/host-store.ts'
import { set } from '../draft/edits.ts'
import { useForm } from '../form-context.ts'
import { CheckField, FormPage, NumberField } from './fields.tsx'

export function MemoryForm() {
  const { t } = useTranslation()
  const { config, edit } = useForm()
  const host = useHost(selectHost)
  return (
    <FormPage title={t('hardware.memory')}>
      <NumberField
        field="memoryMiB"
        label={t('hardware.memory')}
        unit={t('hardware.unitMiB')}
        value={config.memoryMiB}
        set={(to, memoryMiB) => set({ memoryMiB })(to)}
        {...(host === null
          ? {}
          : { hint: t('hardware.memoryHost', { total: formatMiB(host.memoryMiB) }) })}
      />
      <CheckField
        label={t('hardware.balloon')}
        hint={t('hardware.balloonHint')}
        checked={config.balloon}
        onChange={(balloon) => edit(set({ balloon }))}
      />
    </FormPage>
  )
}
