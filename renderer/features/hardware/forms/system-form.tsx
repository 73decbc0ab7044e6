import { useTranslation } from 'react-i18next'
import type { FirmwareConfig } from '../../../../shared/domain/config/devices.ts'
import { SelectField } from '../../../ui/select-field.tsx'
import { optionsOf } from '../choices.ts'
import { set } from '../draft/edits.ts'
import { useForm } from '../form-context.ts'
import { CheckField, FormPage } from './fields.tsx'

/** What kind of computer it is: system, machine type, firmware. */
export function SystemForm() {
  const { t } = useTranslation()
  const { config, problems, edit } = useForm()
  return (
    <FormPage title={t('hardware.system')}>
      <SelectField
        label={t('hardware.os')}
        hint={t('hardware.osHint')}
        value={config.os}
        options={optionsOf('os', ['linux', 'windows', 'other'], config.os)}
        onChange={(os) => edit(set({ os }))}
      />
      <SelectField
        label={t('hardware.machine')}
        hint={t('hardware.machineHint')}
        error={problems.get('machine')}
        value={config.machine}
        options={optionsOf('machine', ['q35', 'i440fx'], config.machine)}
        onChange={(machine) => edit(set({ machine }))}
      />
      <Firmware />
    </FormPage>
  )
}

function Firmware() {
  const { t } = useTranslation()
  const { config, problems, firmware: offer, edit } = useForm()
  const { firmware } = config
  // Fields that this version does not know go with the kind that they belong to.
  const change = (kind: FirmwareConfig['kind']) =>
    edit(set({ firmware: kind === 'bios' ? { kind } : { kind, secureBoot: false } }))
  return (
    <>
      <SelectField
        label={t('hardware.firmware')}
        hint={offer?.uefi === false ? t('hardware.firmwareMissing') : t('hardware.firmwareHint')}
        value={firmware.kind}
        options={optionsOf(
          'firmware',
          ['bios', 'uefi'],
          firmware.kind,
          offer?.uefi === false ? ['bios'] : null,
        )}
        onChange={change}
      />
      {firmware.kind === 'uefi' && (
        <CheckField
          label={t('hardware.secureBoot')}
          hint={secureBootHint()}
          error={problems.get('firmware.secureBoot')}
          checked={firmware.secureBoot}
          onChange={(secureBoot) => edit(set({ firmware: { ...firmware, secureBoot } }))}
        />
      )}
    </>
  )

  function secureBootHint(): string {
    if (offer?.secureBoot === 'none') return t('hardware.secureBootMissing')
    if (offer?.secureBoot === 'no-keys') return t('hardware.secureBootNoKeys')
    return t('hardware.secureBootHint')
  }
}
