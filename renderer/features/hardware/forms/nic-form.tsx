import { RefreshCw } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { NetworkConfig } from '../../../../shared/domain/config/network.ts'
import type { NicConfig } from '../../../../shared/domain/guest-config.ts'
import { showTab } from '../../../stores/view-store.ts'
import { Button } from '../../../ui/button.tsx'
import { Field } from '../../../ui/field.tsx'
import { SelectField } from '../../../ui/select-field.tsx'
import { choiceLabel, optionsOf } from '../choices.ts'
import { removeDevice, setDevice } from '../draft/edits.ts'
import { deviceName } from '../../../i18n/device-name.ts'
import { randomMac } from '../draft/new-devices.ts'
import { useForm } from '../form-context.ts'
import { CheckField, FormPage } from './fields.tsx'
import css from './forms.module.css'
import { NetworkFields } from './network-fields.tsx'
import { RemoveButton } from './remove-button.tsx'

const kinds = ['user', 'isolated', 'private', 'bridge', 'tap'] as const

export function NicForm({ nic }: { readonly nic: NicConfig }) {
  const { t } = useTranslation()
  const { config, offer, problems, edit } = useForm()
  const { id, network } = nic
  const name = deviceName('nics', id, [config])
  const change = (part: Partial<NicConfig>) => edit(setDevice('nics', id, part))
  const become = (kind: NetworkConfig['kind']) => {
    const first = { bridge: offer?.bridges[0], tap: offer?.taps[0] }
    change({ network: newNetwork(kind, { ...first, private: offer?.privateNetworks[0] }) })
  }
  return (
    <FormPage title={name} actions={<RemoveButton name={name} remove={removeDevice('nics', id)} />}>
      <CheckField
        label={t('hardware.connected')}
        hint={t('hardware.connectedHint')}
        checked={nic.connected}
        onChange={(connected) => change({ connected })}
      />
      <SelectField
        label={t('hardware.network')}
        hint={choiceLabel('meaning', network.kind)}
        value={network.kind}
        options={optionsOf('network', kinds, network.kind)}
        onChange={become}
      />
      <NetworkFields nic={nic} change={(next) => change({ network: next })} />
      {network.kind === 'user' && <Forwards count={network.forwards.length} />}
      <SelectField
        label={t('hardware.nicModel')}
        value={nic.model}
        options={optionsOf('nic', ['virtio', 'e1000e', 'rtl8139'], nic.model, offer?.nicModels)}
        onChange={(model) => change({ model })}
      />
      <Field
        label={t('hardware.mac')}
        error={problems.get(`nics.${id}.mac`)}
        value={nic.mac}
        onChange={(event) => change({ mac: event.currentTarget.value })}
        beside={
          <Button icon={<RefreshCw size={16} />} onClick={() => change({ mac: randomMac() })}>
            {t('hardware.newMac')}
          </Button>
        }
      />
    </FormPage>
  )
}

/** A network of another kind, of what is there. */
function newNetwork(
  kind: NetworkConfig['kind'],
  first: Readonly<Record<'bridge' | 'tap' | 'private', string | undefined>>,
): NetworkConfig {
  switch (kind) {
    case 'user':
      return { kind, hostAccess: false, forwards: [] }
    case 'isolated':
      return { kind }
    case 'private':
      return { kind, name: first.private ?? 'lan' }
    case 'bridge':
      return { kind, bridge: first.bridge ?? '' }
    case 'tap':
      return { kind, device: first.tap ?? '' }
  }
}

/** Forwards have a page of their own; this is the way to it. */
function Forwards({ count }: { readonly count: number }) {
  const { t } = useTranslation()
  const { guest } = useForm()
  return (
    <p className={css.buttons}>
      {count === 0 ? t('hardware.noForwards') : t('hardware.forwards', { count })}
      <Button look="quiet" onClick={() => showTab(guest.id, 'sharing')}>
        {t('hardware.openSharing')}
      </Button>
    </p>
  )
}
