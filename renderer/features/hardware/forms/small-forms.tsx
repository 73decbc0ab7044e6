import { useTranslation } from 'react-i18next'
import { watchdogSchema } from '../../../../shared/domain/config/devices.ts'
import { showTab } from '../../../stores/view-store.ts'
import { Button } from '../../../ui/button.tsx'
import { SelectField } from '../../../ui/select-field.tsx'
import { optionsOf } from '../choices.ts'
import { removeDevice, set } from '../draft/edits.ts'
import { deviceName } from '../../../i18n/device-name.ts'
import { useForm } from '../form-context.ts'
import { FormPage, NumberField } from './fields.tsx'
import css from './forms.module.css'
import { RemoveButton } from './remove-button.tsx'

/** Devices that are there or not, and say what they are for. */
export type PlainDevice = 'tpm' | 'rng' | 'pvpanic' | 'pcSpeaker'

const texts = {
  tpm: 'tpmText',
  rng: 'rngText',
  pvpanic: 'pvpanicText',
  pcSpeaker: 'pcSpeakerHint',
} as const satisfies Record<PlainDevice, string>

export function PlainForm({ device }: { readonly device: PlainDevice }) {
  const { t } = useTranslation()
  const name = t(`hardware.${device}`)
  return (
    <FormPage
      title={name}
      text={t(`hardware.${texts[device]}`)}
      actions={<RemoveButton name={name} remove={set({ [device]: false })} />}
    />
  )
}

export function WatchdogForm() {
  const { t } = useTranslation()
  const { config, edit } = useForm()
  const { watchdog } = config
  if (watchdog === null) return null
  return (
    <FormPage
      title={t('hardware.watchdog')}
      text={t('hardware.watchdogText')}
      actions={<RemoveButton name={t('hardware.watchdog')} remove={set({ watchdog: null })} />}
    >
      <SelectField
        label={t('hardware.watchdogAction')}
        value={watchdog.action}
        options={optionsOf('watchdog', watchdogSchema.shape.action.options, watchdog.action)}
        onChange={(action) => edit(set({ watchdog: { ...watchdog, action } }))}
      />
    </FormPage>
  )
}

export function VsockForm() {
  const { t } = useTranslation()
  const { config, offer } = useForm()
  const { vsock } = config
  if (vsock === null) return null
  return (
    <FormPage
      title={t('hardware.vsock')}
      text={t('hardware.vsockText')}
      actions={<RemoveButton name={t('hardware.vsock')} remove={set({ vsock: null })} />}
    >
      <NumberField
        field="vsock.cid"
        label={t('hardware.vsockCid')}
        value={vsock.cid}
        set={(to, cid) => set({ vsock: { ...to.vsock, cid } })(to)}
        {...(offer?.vsock === false ? { hint: t('hardware.vsockMissing') } : {})}
      />
    </FormPage>
  )
}

export function SerialForm({ id }: { readonly id: string }) {
  const { t } = useTranslation()
  const { config } = useForm()
  const name = deviceName('serials', id, [config])
  return (
    <FormPage
      title={name}
      text={t('hardware.serialText')}
      actions={<RemoveButton name={name} remove={removeDevice('serials', id)} />}
    />
  )
}

/** Folders are shared on a tab of their own; here is what the machine has. */
export function SharesForm() {
  const { t } = useTranslation()
  const { config, guest } = useForm()
  return (
    <FormPage title={t('hardware.shares')} text={t('hardware.sharesText')}>
      {config.shares.length === 0 ? (
        <p className={css.quiet}>{t('hardware.sharesNone')}</p>
      ) : (
        <ul className={css.rows}>
          {config.shares.map(({ id, path, tag, readOnly }) => (
            <li key={id} className={css.row}>
              <div className={css.rowText}>
                <p>{tag}</p>
                <p className={css.small} title={path}>
                  {readOnly ? `${path} · ${t('hardware.readOnly')}` : path}
                </p>
              </div>
            </li>
          ))}
        </ul>
      )}
      <div className={css.buttons}>
        <Button onClick={() => showTab(guest.id, 'sharing')}>{t('hardware.openSharing')}</Button>
      </div>
    </FormPage>
  )
}
