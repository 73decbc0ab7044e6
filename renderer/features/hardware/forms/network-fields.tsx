import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import type { NetworkConfig } from '../../../../shared/domain/config/network.ts'
import type { NicConfig } from '../../../../shared/domain/guest-config.ts'
import { Field } from '../../../ui/field.tsx'
import { useForm } from '../form-context.ts'
import { CheckField } from './fields.tsx'

interface NetworkFieldsProps {
  readonly nic: NicConfig
  readonly change: (network: NetworkConfig) => void
}

/** What a kind of network asks for besides. */
export function NetworkFields({ nic: { id, network }, change }: NetworkFieldsProps) {
  const { t } = useTranslation()
  const { offer, problems } = useForm()
  const wrong = (key: string) => problems.get(`nics.${id}.network.${key}`)
  switch (network.kind) {
    case 'user':
      return (
        <CheckField
          label={t('hardware.hostAccess')}
          hint={t('hardware.hostAccessHint')}
          checked={network.hostAccess}
          onChange={(hostAccess) => change({ ...network, hostAccess })}
        />
      )
    case 'isolated':
      return null
    case 'private':
      return (
        <NameField
          label={t('hardware.networkName')}
          hint={t('hardware.networkNameHint')}
          error={wrong('name')}
          known={offer?.privateNetworks ?? []}
          value={network.name}
          onChange={(name) => change({ ...network, name })}
        />
      )
    case 'bridge':
      return (
        <NameField
          label={t('hardware.bridge')}
          hint={offer?.bridges.length === 0 ? t('hardware.noBridges') : undefined}
          error={wrong('bridge')}
          known={offer?.bridges ?? []}
          value={network.bridge}
          onChange={(bridge) => change({ ...network, bridge })}
        />
      )
    case 'tap':
      return (
        <NameField
          label={t('hardware.tap')}
          hint={offer?.taps.length === 0 ? t('hardware.noTaps') : undefined}
          error={wrong('device')}
          known={offer?.taps ?? []}
          value={network.device}
          onChange={(device) => change({ ...network, device })}
        />
      )
  }
}

interface NameFieldProps {
  readonly label: string
  readonly hint?: string | undefined
  readonly error?: string | undefined
  /** Offered while typing; others can be typed. */
  readonly known: readonly string[]
  readonly value: string
  readonly onChange: (value: string) => void
}

function NameField({ known, onChange, ...field }: NameFieldProps) {
  const id = useId()
  return (
    <>
      <Field {...field} list={id} onChange={(event) => onChange(event.currentTarget.value)} />
      <datalist id={id}>
        {known.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
    </>
  )
}
